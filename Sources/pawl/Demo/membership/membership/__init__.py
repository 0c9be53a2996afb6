"""Members, their mandates, invoices and payments, served over HTTP."""
