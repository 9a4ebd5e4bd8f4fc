// A bulk export as people write it with node-quickbooks: each record a request, so many at a time, parents first. Prints the milliseconds that it took.
// Arguments: address of the sandbox, realm id, access token, customers (each with an invoice and a payment), how many at a time, milliseconds until it tries again
// what was throttled.
'use strict';

const QuickBooks = require('node-quickbooks');

const [base, realm, token, customers, atOnce, pause] = process.argv.slice(2);
QuickBooks.V3_ENDPOINT_BASE_URL = `${base}/v3/company/`;
const qbo = new QuickBooks('sandbox-client', 'sandbox-secret', token, false, realm, true, false, null, '2.0', null);

const once = (name, ...args) => new Promise((resolve, reject) => {
  qbo[name](...args, (error, body) => (error ? reject(new Error(JSON.stringify(error.Fault || error.fault || error.message || error))) : resolve(body)));
});

async function call(name, ...args) {
  for (;;) {
    try {
      return await once(name, ...args);
    } catch (error) {
      if (!/3001|429/.test(error.message)) {
        throw error;
      }
      await new Promise((resolve) => { setTimeout(resolve, Number(pause)); });
    }
  }
}

async function all(numbers, create) {
  const ids = [];
  let next = 0;
  const worker = async () => {
    while (next < numbers.length) {
      const i = next;
      next += 1;
      ids[i] = (await create(i)).Id;
    }
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, worker));
  return ids;
}

const sale = (item, description, quantity, price) => ({
  Description: description,
  Amount: quantity * price,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: item }, Qty: quantity, UnitPrice: price, TaxCodeRef: { value: 'NON' } },
});

async function main() {
  const begun = performance.now();
  const income = (await call('findAccounts', { AccountType: 'Income', limit: 1 })).QueryResponse.Account[0].Id;
  const item = (await call('createItem', { Name: 'Shades', Type: 'Service', IncomeAccountRef: { value: income } })).Id;
  const numbers = Array.from({ length: Number(customers) }, (_, i) => i);
  const ids = await all(numbers, (i) => call('createCustomer', { DisplayName: `Customer ${i}`, GivenName: 'Customer', FamilyName: `${i}` }));
  const invoices = await all(numbers, (i) => call('createInvoice', {
    DocNumber: `B${i}`,
    CustomerRef: { value: ids[i] },
    Line: [sale(item, 'Roller shade', 2, 60), sale(item, 'Cornice', 1, 80)],
  }));
  await all(numbers, (i) => call('createPayment', {
    CustomerRef: { value: ids[i] },
    TotalAmt: 200,
    PaymentRefNum: `B${i}`,
    Line: [{ Amount: 200, LinkedTxn: [{ TxnId: invoices[i], TxnType: 'Invoice' }] }],
  }));
  console.log((performance.now() - begun).toFixed(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
