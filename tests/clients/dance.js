// The whole dance of two unmodified clients, intuit-oauth and node-quickbooks: consent, tokens, renewal, revocation, and every kind of call.
// Nothing is changed but the addresses that the libraries let one set. Arguments: address of the sandbox, client id, client secret, realm id.
'use strict';

const assert = require('node:assert/strict');
const OAuthClient = require('intuit-oauth');
const QuickBooks = require('node-quickbooks');
const { callsOf } = require('./calls');

const [base, clientId, clientSecret, realm] = process.argv.slice(2);
const redirectUri = 'http://localhost:9/callback';

async function consent(uri) {
  const page = await fetch(uri);
  assert.equal(page.status, 200);
  const fields = new URLSearchParams();
  for (const [tag] of (await page.text()).matchAll(/<input type="hidden"[^>]*>/g)) {
    const value = (name) => tag.match(new RegExp(`${name}="([^"]*)"`))[1].replaceAll('&amp;', '&').replaceAll('&#x2B;', '+');
    fields.set(value('name'), value('value'));
  }
  fields.set('realm', realm);
  fields.set('decision', 'connect');
  const answer = await fetch(`${base}/connect/oauth2`, { method: 'POST', body: fields, redirect: 'manual' });
  assert.equal(answer.status, 302);
  return answer.headers.get('location');
}

async function tokens() {
  const discovery = await (await fetch(`${base}/.well-known/openid_sandbox_configuration/`)).json();
  const client = new OAuthClient({
    clientId, clientSecret, environment: 'sandbox', redirectUri, includeRefreshTokenHardExpiresIn: true,
  });
  client.setAuthorizeURLs({
    authorizeEndpoint: discovery.authorization_endpoint,
    tokenEndpoint: discovery.token_endpoint,
    revokeEndpoint: discovery.revocation_endpoint,
    userInfoEndpoint: discovery.userinfo_endpoint,
  });
  OAuthClient.environment.sandbox = `${base}/`;
  OAuthClient.jwks_uri = discovery.jwks_uri;

  const uri = client.authorizeUri({ scope: [OAuthClient.scopes.Accounting, OAuthClient.scopes.OpenId, OAuthClient.scopes.Email], state: 'state-1' });
  const back = await consent(uri);
  assert.equal(new URL(back).searchParams.get('state'), 'state-1');
  const first = (await client.createToken(back)).json;
  assert.equal(client.getToken().realmId, realm);
  assert.equal(first.expires_in, 3600);
  assert.equal(first.x_refresh_token_expires_in, 8726400);
  assert.ok(first.x_refresh_token_hard_expires_in > 8726400);
  assert.equal(await client.validateIdToken(), true);
  assert.equal((await client.getUserInfo()).json.email, 'owner@example.com');
  await assert.rejects(client.createToken(back), (e) => e.error === 'invalid_grant');
  client.setToken({ ...first, realmId: realm });

  const second = (await client.refresh()).json;
  assert.notEqual(second.refresh_token, first.refresh_token);
  await assert.rejects(client.refreshUsingToken(first.refresh_token), (e) => e.error === 'invalid_grant');
  client.setToken({ ...second, realmId: realm });
  const company = await client.makeApiCall({ url: `v3/company/${realm}/companyinfo/${realm}` });
  assert.equal(company.json.CompanyInfo.Country, 'US');
  await assert.rejects(
    client.makeApiCall({ url: `v3/company/${realm}/customer`, method: 'POST', body: { DisplayName: 'No:colon' } }),
    (e) => e.code === '2040' && e.faultType === 'ValidationFault',
  );
  return client;
}

function quickbooks(client) {
  QuickBooks.V3_ENDPOINT_BASE_URL = `${base}/v3/company/`;
  QuickBooks.TOKEN_URL = OAuthClient.tokenEndpoint;
  QuickBooks.REVOKE_URL = OAuthClient.revokeEndpoint;
  QuickBooks.USER_INFO_URL = OAuthClient.userinfo_endpoint_sandbox;
  const token = client.getToken();
  return new QuickBooks(clientId, clientSecret, token.access_token, false, realm, true, false, null, '2.0', token.refresh_token);
}

// The library's callback style as promises; a refusal rejects with the Fault of the service.
function promised(qbo) {
  return new Proxy({}, {
    get: (_, name) => (...args) => new Promise((resolve, reject) => {
      qbo[name](...args, (error, body) => (error ? reject((error.response && error.response.data) || error) : resolve(body)));
    }),
  });
}

async function main() {
  const client = await tokens();
  const raw = quickbooks(client);
  const qbo = promised(raw);
  let count = 0;
  for (const [name, call] of Object.entries(callsOf(qbo))) {
    try {
      await call();
    } catch (error) {
      throw new Error(`${name}: ${error.stack || JSON.stringify(error)}`);
    }
    count += 1;
    console.log(`ok ${name}`);
  }

  const before = raw.refreshToken;
  await qbo.refreshAccessToken();
  assert.notEqual(raw.refreshToken, before);
  assert.equal((await qbo.getCompanyInfo(realm)).Country, 'US');
  assert.equal((await qbo.getUserInfo()).email, 'owner@example.com');
  client.setToken({ token_type: 'bearer', expires_in: 3600, access_token: raw.token, refresh_token: raw.refreshToken, x_refresh_token_expires_in: 8726400 });
  const dead = raw.token;
  await client.revoke({ refresh_token: raw.refreshToken });
  raw.token = dead;
  await assert.rejects(qbo.getCompanyInfo(realm), (e) => e.fault.error[0].code === '3200');
  console.log(`done: ${count} groups of calls`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
