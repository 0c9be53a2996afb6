CREATE INDEX mandate_by_member ON mandate (member_id);
CREATE INDEX invoice_by_member ON invoice (member_id, issued);
CREATE INDEX payment_by_member ON payment (member_id, date);
CREATE INDEX payment_reference_by_invoice ON payment_reference (invoice_id);
