# docker build -t valance .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Valance.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# Dealers' days are counted in their own time zones.
ENV TZ=UTC VALANCE_DATA=/data VALANCE_URLS=http://+:8080
RUN mkdir /data && chown app /data
VOLUME /data
USER app
EXPOSE 8080
# SIGTERM lets lanes come to their next stop: give it 60 seconds (--stop-timeout 60).
ENTRYPOINT ["dotnet", "Valance.Web.dll"]
CMD ["--no-demo"]
