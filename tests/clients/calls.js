// What node-quickbooks is asked to do, group by group. Each group makes what it needs.
'use strict';

const assert = require('node:assert/strict');

const code = (expected) => (error) => {
  assert.equal(error.Fault && error.Fault.Error[0].code, expected, JSON.stringify(error));
  return true;
};

exports.callsOf = (qbo) => {
  const found = async (find, criteria) => {
    const response = (await qbo[find](criteria)).QueryResponse;
    return response[Object.keys(response).find((key) => Array.isArray(response[key]))] || [];
  };
  const only = async (find, criteria) => {
    const [first] = await found(find, criteria);
    assert.ok(first, `${find} ${JSON.stringify(criteria)} found nothing`);
    return { value: first.Id };
  };
  const item = async () => only('findItems', { Type: 'Service', limit: 1 });
  const customer = async (name) => ({ value: (await qbo.createCustomer({ DisplayName: name })).Id });
  const vendor = async (name) => ({ value: (await qbo.createVendor({ DisplayName: name })).Id });
  const bank = async () => only('findAccounts', { AccountType: 'Bank' });
  const sale = async (amount) => ({ Amount: amount, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: await item() } });
  const cost = async (amount) => ({
    Amount: amount,
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: { AccountRef: await only('findAccounts', { AccountType: 'Expense' }) },
  });

  return {
    async 'customer: create, read, sparse update, full update, deactivate'() {
      const made = await qbo.createCustomer({ DisplayName: 'Nora O\'Neil', GivenName: 'Nora', PrimaryPhone: { FreeFormNumber: '(555) 010-0199' } });
      assert.deepEqual([made.SyncToken, made.Active, made.domain], ['0', true, 'QBO']);
      assert.equal((await qbo.getCustomer(made.Id)).DisplayName, 'Nora O\'Neil');
      const sparse = await qbo.updateCustomer({ Id: made.Id, SyncToken: '0', Notes: 'Rings twice' });
      assert.deepEqual([sparse.SyncToken, sparse.GivenName, sparse.Notes], ['1', 'Nora', 'Rings twice']);
      const full = await qbo.updateCustomer({ Id: made.Id, SyncToken: '1', DisplayName: 'Nora O\'Neil', sparse: false });
      assert.deepEqual([full.SyncToken, full.GivenName, full.Notes], ['2', undefined, undefined]);
      await assert.rejects(qbo.updateCustomer({ Id: made.Id, SyncToken: '1', Notes: 'late' }), code('5010'));
      const gone = await qbo.updateCustomer({ Id: made.Id, SyncToken: '2', Active: false });
      assert.equal(gone.DisplayName, 'Nora O\'Neil (deleted)');
    },

    async 'find: operators, order, paging, count, fetchAll'() {
      for (const name of ['Find A', 'Find B', 'Find C', 'Find D\'s']) {
        await qbo.createCustomer({ DisplayName: name });
      }
      const names = async (criteria) => (await found('findCustomers', criteria)).map((c) => c.DisplayName);
      assert.deepEqual(await names([{ field: 'DisplayName', value: 'Find %', operator: 'LIKE' }]), ['Find A', 'Find B', 'Find C', 'Find D\'s']);
      assert.deepEqual(await names({ DisplayName: 'Find D\'s' }), ['Find D\'s']);
      assert.deepEqual(await names([{ field: 'DisplayName', value: ['Find A', 'Find C'], operator: 'IN' }]), ['Find A', 'Find C']);
      assert.deepEqual(await names([{ field: 'DisplayName', value: 'Find %', operator: 'LIKE' }, { field: 'desc', value: 'DisplayName' }, { field: 'limit', value: 2 }]), ['Find D\'s', 'Find C']);
      assert.deepEqual(await names([{ field: 'DisplayName', value: 'Find %', operator: 'LIKE' }, { field: 'offset', value: 3 }, { field: 'limit', value: 1 }]), ['Find C']);
      assert.deepEqual(await names([{ field: 'DisplayName', value: 'Find %', operator: 'LIKE' }, { field: 'Balance', value: '0', operator: '>' }]), []);
      const counted = await qbo.findCustomers([{ field: 'DisplayName', value: 'Find %', operator: 'LIKE' }, { count: true }]);
      assert.equal(counted.QueryResponse.totalCount, 4);
      const all = await qbo.findCustomers({ limit: 3, fetchAll: true });
      assert.equal(all.QueryResponse.Customer.length, (await qbo.findCustomers({ count: true })).QueryResponse.totalCount);
      await assert.rejects(qbo.findCustomers({ Nonsense: 'x' }), code('4001'));
      await assert.rejects(qbo.findCustomers('where DisplayName'), code('4000'));
    },

    async 'invoice: create, pay, void, delete'() {
      const to = await customer('Invoice buyer');
      const invoice = await qbo.createInvoice({ CustomerRef: to, Line: [await sale(120.5), await sale(79.5)] });
      assert.deepEqual([invoice.TotalAmt, invoice.Balance], [200, 200]);
      const payment = await qbo.createPayment({ CustomerRef: to, TotalAmt: 150, Line: [{ Amount: 150, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] }] });
      assert.equal((await qbo.getInvoice(invoice.Id)).Balance, 50);
      await qbo.voidPayment({ Id: payment.Id, SyncToken: payment.SyncToken });
      assert.equal((await qbo.getInvoice(invoice.Id)).Balance, 200);
      const voided = await qbo.voidInvoice(invoice.Id);
      assert.equal(voided.Invoice.TotalAmt, 0);
      assert.match(voided.Invoice.PrivateNote, /^Voided/);
      assert.equal((await qbo.deleteInvoice(invoice.Id)).Invoice.status, 'Deleted');
      await assert.rejects(qbo.getInvoice(invoice.Id), code('610'));
    },

    async 'invoice: a request id gives the first answer again'() {
      const to = await customer('Twice');
      const body = async () => ({ CustomerRef: to, Line: [await sale(10)], requestId: 'node-1' });
      const first = await qbo.createInvoice(await body());
      assert.equal((await qbo.createInvoice(await body())).Id, first.Id);
    },

    async 'sales: estimate, sales receipt, credit memo, refund receipt'() {
      const to = await customer('Sales buyer');
      const estimate = await qbo.createEstimate({ CustomerRef: to, Line: [await sale(5)] });
      assert.equal((await qbo.updateEstimate({ Id: estimate.Id, SyncToken: '0', PrivateNote: 'asked twice' })).PrivateNote, 'asked twice');
      assert.equal((await qbo.deleteEstimate(estimate.Id)).Estimate.status, 'Deleted');
      assert.equal((await qbo.createSalesReceipt({ CustomerRef: to, Line: [await sale(5)] })).TotalAmt, 5);
      assert.equal((await qbo.createCreditMemo({ CustomerRef: to, Line: [await sale(5)] })).RemainingCredit, 5);
      const refund = await qbo.createRefundReceipt({ CustomerRef: to, Line: [await sale(5)], DepositToAccountRef: await bank() });
      assert.equal((await qbo.getRefundReceipt(refund.Id)).TotalAmt, 5);
    },

    async 'purchases: order, bill, bill payment, purchase, vendor credit'() {
      const from = await vendor('Purchase vendor');
      const order = await qbo.createPurchaseOrder({ VendorRef: from, Line: [await cost(40)] });
      assert.equal((await qbo.getPurchaseOrder(order.Id)).POStatus, 'Open');
      const bill = await qbo.createBill({ VendorRef: from, Line: [await cost(40)] });
      await qbo.createBillPayment({
        VendorRef: from, TotalAmt: 40, PayType: 'Check', CheckPayment: { BankAccountRef: await bank() },
        Line: [{ Amount: 40, LinkedTxn: [{ TxnId: bill.Id, TxnType: 'Bill' }] }],
      });
      assert.equal((await qbo.getBill(bill.Id)).Balance, 0);
      const purchase = await qbo.createPurchase({ PaymentType: 'Cash', AccountRef: await bank(), Line: [await cost(7)] });
      assert.equal((await qbo.deletePurchase(purchase.Id)).Purchase.status, 'Deleted');
    },

    async 'bank: deposit, transfer, journal entry'() {
      const account = await bank();
      const other = await only('findAccounts', [{ field: 'AccountType', value: 'Other Current Asset' }]);
      const income = await only('findAccounts', { AccountType: 'Income' });
      const deposit = await qbo.createDeposit({
        DepositToAccountRef: account, Line: [{ Amount: 12, DetailType: 'DepositLineDetail', DepositLineDetail: { AccountRef: income } }],
      });
      assert.equal(deposit.TotalAmt, 12);
      assert.equal((await qbo.createTransfer({ Amount: 3, FromAccountRef: account, ToAccountRef: other })).Amount, 3);
      const side = (type, ref) => ({ Amount: 9, DetailType: 'JournalEntryLineDetail', JournalEntryLineDetail: { PostingType: type, AccountRef: ref } });
      const entry = await qbo.createJournalEntry({ Line: [side('Debit', account), side('Credit', income)] });
      assert.equal(entry.Line.length, 2);
    },

    async 'lists: item, account, term, class, department, payment method, employee, tax'() {
      const income = await only('findAccounts', { AccountType: 'Income' });
      const made = await qbo.createItem({ Name: 'Node item', Type: 'Service', IncomeAccountRef: income });
      assert.equal((await qbo.updateItem({ Id: made.Id, SyncToken: '0', UnitPrice: 12.34 })).UnitPrice, 12.34);
      assert.equal((await qbo.createAccount({ Name: 'Node account', AccountType: 'Expense' })).Classification, 'Expense');
      assert.equal((await qbo.createTerm({ Name: 'Net 9', DueDays: 9 })).DueDays, 9);
      assert.equal((await qbo.createClass({ Name: 'Node class' })).FullyQualifiedName, 'Node class');
      assert.equal((await qbo.createDepartment({ Name: 'Node shop' })).Active, true);
      assert.equal((await qbo.createPaymentMethod({ Name: 'Node pay' })).Name, 'Node pay');
      assert.equal((await qbo.createEmployee({ GivenName: 'Ed', FamilyName: 'Node' })).DisplayName, 'Ed Node');
      assert.ok((await found('findTaxCodes')).length >= 2);
      assert.equal((await qbo.getPreferences()).CurrencyPrefs.HomeCurrency.value, 'USD');
      const currencies = await qbo.findCompanyCurrencies().catch((error) => error);
      assert.ok(currencies.QueryResponse || currencies.Fault);
    },

    async 'attachable: a note'() {
      const note = await qbo.createAttachable({ Note: 'Measured on site' });
      assert.equal((await qbo.getAttachable(note.Id)).Note, 'Measured on site');
      assert.equal((await qbo.deleteAttachable(note.Id)).Attachable.status, 'Deleted');
    },

    async 'batch: each item for itself'() {
      const answers = (await qbo.batch([
        { bId: 'a', operation: 'create', Customer: { DisplayName: 'Batch A' } },
        { bId: 'b', operation: 'create', Vendor: { DisplayName: 'Batch A' } },
        { bId: 'c', Query: 'select * from Term maxresults 1' },
      ])).BatchItemResponse;
      assert.deepEqual(answers.map((a) => a.bId), ['a', 'b', 'c']);
      assert.equal(answers[0].Customer.DisplayName, 'Batch A');
      assert.equal(answers[1].Fault.Error[0].code, '6240');
      assert.equal(answers[2].QueryResponse.Term.length, 1);
    },

    async 'change data capture'() {
      const since = new Date(Date.now() - 60 * 60 * 1000);
      const made = await qbo.createCustomer({ DisplayName: 'Changed lately' });
      const [{ QueryResponse: lists }] = (await qbo.changeDataCapture(['Customer', 'Invoice'], since)).CDCResponse;
      assert.ok(lists[0].Customer.some((c) => c.Id === made.Id));
      assert.ok(lists[1].Invoice.some((i) => i.status === 'Deleted'));
    },

    async 'reports: five, in QuickBooks\' shape'() {
      for (const [call, name] of [
        ['reportTrialBalance', 'TrialBalance'], ['reportProfitAndLoss', 'ProfitAndLoss'], ['reportBalanceSheet', 'BalanceSheet'],
        ['reportAgedReceivables', 'AgedReceivables'], ['reportCustomerBalance', 'CustomerBalance'],
      ]) {
        const report = await qbo[call]({});
        assert.equal(report.Header.ReportName, name);
        assert.ok(report.Columns.Column.length >= 2, name);
        assert.ok(report.Rows.Row.length > 0, name);
      }
      const year = await qbo.reportProfitAndLoss({ start_date: '2026-01-01', end_date: '2026-12-31' });
      assert.deepEqual([year.Header.StartPeriod, year.Header.EndPeriod], ['2026-01-01', '2026-12-31']);
    },

    async 'what the sandbox lacks says so in its own words'() {
      const error = await qbo.findBudgets({ limit: 1 }).catch((e) => e);
      assert.ok(error.sandboxRefusal || (error.Fault && error.Fault.Error[0].code === '4001'), JSON.stringify(error));
    },
  };
};
