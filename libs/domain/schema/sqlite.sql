-- The schema that the migrations make. See the README of libs/domain.
CREATE TABLE "account" (
  "id" text PRIMARY KEY NOT NULL,
  "kind" text NOT NULL,
  "user_id" text,
  "posted" bigint NOT NULL DEFAULT (0),
  "held" bigint NOT NULL DEFAULT (0),
  "gift" bigint NOT NULL DEFAULT (0),
  "answer_limit" bigint,
  "daily_limit" bigint,
  "version" bigint NOT NULL DEFAULT (0),
  "last_hash" text NOT NULL DEFAULT (''),
  "restricted" integer NOT NULL DEFAULT (0),
  CONSTRAINT "account_one_per_user" UNIQUE ("user_id", "kind"),
  CONSTRAINT "account_kind_check" CHECK (kind IN ('user','debt','system')),
  CONSTRAINT "account_restricted_check" CHECK (restricted IN (0,1)),
  CONSTRAINT "account_user_not_negative" CHECK (kind <> 'user' OR (held >= 0 AND posted >= held AND posted <= 9007199254740991)),
  CONSTRAINT "account_with_gift" CHECK (gift >= 0 AND gift <= CASE WHEN kind = 'user' THEN posted ELSE 0 END),
  CONSTRAINT "account_limits" CHECK (answer_limit > 0 AND daily_limit > 0),
  CONSTRAINT "account_debt_not_positive" CHECK (kind <> 'debt' OR (posted <= 0 AND held = 0)),
  CONSTRAINT "account_owner" CHECK ((kind = 'system') = (user_id IS NULL))
);
CREATE TABLE "app_user" (
  "id" text PRIMARY KEY NOT NULL,
  "email" text NOT NULL,
  "password_hash" text NOT NULL,
  "email_verified_at" bigint,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "device_epoch" bigint NOT NULL DEFAULT (0),
  CONSTRAINT "app_user_email_key" UNIQUE ("email")
);
CREATE TABLE "auth_session" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "refresh_hash" text NOT NULL,
  "prev_refresh_hash" text,
  "rotation" bigint NOT NULL DEFAULT (0),
  "rotated_at" bigint,
  "revoked_at" bigint,
  "created_at" bigint NOT NULL,
  "last_used_at" bigint NOT NULL,
  "expires_at" bigint NOT NULL,
  "user_agent" text NOT NULL DEFAULT (''),
  CONSTRAINT "auth_session_refresh_hash_key" UNIQUE ("refresh_hash"),
  CONSTRAINT "auth_session_prev_refresh_hash_key" UNIQUE ("prev_refresh_hash")
);
CREATE INDEX "auth_session_user" ON "auth_session" ("user_id") WHERE revoked_at IS NULL;
CREATE TABLE "checkout_order" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "package_id" text NOT NULL,
  "package_name" text NOT NULL,
  "tokens" bigint NOT NULL,
  "amount" bigint NOT NULL,
  "currency" text NOT NULL,
  "stripe_price_id" text,
  "session_id" text,
  "url" text,
  "payment_intent" text,
  "idempotency_seq" bigint NOT NULL DEFAULT (0),
  "state" text NOT NULL DEFAULT ('created'),
  "paid_at" bigint,
  "refunded_amount" bigint NOT NULL DEFAULT (0),
  "dispute_state" text NOT NULL DEFAULT ('none'),
  "dispute_event_at" bigint,
  "tokens_posted" bigint NOT NULL DEFAULT (0),
  "post_seq" bigint NOT NULL DEFAULT (0),
  "next_check_at" bigint,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  CONSTRAINT "checkout_order_session_id_key" UNIQUE ("session_id"),
  CONSTRAINT "checkout_order_payment_intent_key" UNIQUE ("payment_intent"),
  CONSTRAINT "checkout_order_tokens_check" CHECK (tokens > 0),
  CONSTRAINT "checkout_order_amount_check" CHECK (amount > 0),
  CONSTRAINT "checkout_order_currency_check" CHECK (length(currency) = 3),
  CONSTRAINT "checkout_order_state_check" CHECK (state IN ('created','open','processing','paid','failed','expired','review')),
  CONSTRAINT "checkout_order_refunded_amount_check" CHECK (refunded_amount >= 0),
  CONSTRAINT "checkout_order_dispute_state_check" CHECK (dispute_state IN ('none','open','withdrawn','won','lost')),
  CONSTRAINT "checkout_order_tokens_posted_check" CHECK (tokens_posted >= 0 AND tokens_posted <= tokens),
  CONSTRAINT "order_paid" CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
  CONSTRAINT "order_posted_only_if_paid" CHECK (tokens_posted = 0 OR state = 'paid')
);
CREATE INDEX "order_check" ON "checkout_order" ("next_check_at") WHERE state IN ('created','open','processing');
CREATE INDEX "order_user" ON "checkout_order" ("user_id", "created_at");
CREATE TABLE "conversation" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "title" text NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  "deleted_at" bigint,
  "pinned" integer NOT NULL DEFAULT (0),
  "archived" integer NOT NULL DEFAULT (0),
  "active_message_id" text,
  CONSTRAINT "conversation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "conversation_user" ON "conversation" ("user_id", "archived", "pinned", "updated_at", "id");
CREATE TRIGGER search_conversation_forgotten AFTER DELETE ON conversation BEGIN DELETE FROM search_pending WHERE subject = old.id; END;
CREATE TRIGGER search_title AFTER UPDATE OF title ON conversation BEGIN INSERT INTO search_pending (subject) VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_title_gone AFTER DELETE ON conversation BEGIN 
  DELETE FROM search_words WHERE rowid = (SELECT entry FROM search_entry WHERE subject = old.id);
  DELETE FROM search_entry WHERE subject = old.id; END;
CREATE TRIGGER search_title_new AFTER INSERT ON conversation BEGIN INSERT INTO search_pending (subject) VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TABLE "conversation_share" (
  "id" text PRIMARY KEY NOT NULL,
  "conversation_id" text NOT NULL,
  "seed" text NOT NULL,
  "token_hash" text NOT NULL,
  "title" text NOT NULL,
  "last_message_id" text NOT NULL,
  "created_at" bigint NOT NULL,
  "updated_at" bigint NOT NULL,
  CONSTRAINT "conversation_share_conversation_id_key" UNIQUE ("conversation_id"),
  CONSTRAINT "conversation_share_token_hash_key" UNIQUE ("token_hash"),
  CONSTRAINT "conversation_share_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
);
CREATE TABLE "generation" (
  "id" text PRIMARY KEY NOT NULL,
  "hold_id" text NOT NULL,
  "user_id" text NOT NULL,
  "conversation_id" text NOT NULL,
  "user_message_id" text NOT NULL,
  "assistant_message_id" text NOT NULL,
  "status" text NOT NULL DEFAULT ('running'),
  "outcome" text,
  "running_key" text,
  "request_key" text NOT NULL,
  "request_hash" text NOT NULL,
  "model" text NOT NULL,
  "input_rate_milli" bigint NOT NULL,
  "cached_rate_milli" bigint NOT NULL,
  "output_rate_milli" bigint NOT NULL,
  "max_output_tokens" bigint NOT NULL,
  "limited_by" text NOT NULL DEFAULT ('model'),
  "prompt_tokens" bigint NOT NULL,
  "output_tokens" bigint NOT NULL DEFAULT (0),
  "upstream_started" integer NOT NULL DEFAULT (0),
  "last_event_id" bigint NOT NULL DEFAULT (0),
  "created_at" bigint NOT NULL,
  "finished_at" bigint,
  CONSTRAINT "generation_hold_id_key" UNIQUE ("hold_id"),
  CONSTRAINT "generation_assistant_message_id_key" UNIQUE ("assistant_message_id"),
  CONSTRAINT "generation_running_key_key" UNIQUE ("running_key"),
  CONSTRAINT "generation_request_key_key" UNIQUE ("request_key"),
  CONSTRAINT "generation_status_check" CHECK (status IN ('running','completed','stopped','failed','interrupted')),
  CONSTRAINT "generation_finished" CHECK ((status = 'running') = (finished_at IS NULL)),
  CONSTRAINT "generation_running" CHECK ((status = 'running') = (running_key IS NOT NULL)),
  CONSTRAINT "generation_running_key_check" CHECK (running_key = conversation_id),
  CONSTRAINT "generation_prompt_tokens_check" CHECK (prompt_tokens >= 0),
  CONSTRAINT "generation_output_tokens_check" CHECK (output_tokens >= 0),
  CONSTRAINT "generation_max_output_tokens_check" CHECK (max_output_tokens >= 0),
  CONSTRAINT "generation_limited_by_check" CHECK (limited_by IN ('model','balance','answer_limit','daily_limit')),
  CONSTRAINT "generation_input_rate_milli_check" CHECK (input_rate_milli >= 0),
  CONSTRAINT "generation_cached_rate_milli_check" CHECK (cached_rate_milli >= 0),
  CONSTRAINT "generation_output_rate_milli_check" CHECK (output_rate_milli >= 0),
  CONSTRAINT "generation_upstream_started_check" CHECK (upstream_started IN (0,1)),
  CONSTRAINT "generation_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "generation_conversation" ON "generation" ("conversation_id");
CREATE INDEX "generation_user" ON "generation" ("user_id");
CREATE TABLE "hold" (
  "id" text PRIMARY KEY NOT NULL,
  "account_id" text NOT NULL,
  "request_key" text NOT NULL,
  "amount" bigint NOT NULL,
  "settled" bigint,
  "status" text NOT NULL DEFAULT ('pending'),
  "owner" text NOT NULL,
  "lease_until" bigint NOT NULL,
  "created_at" bigint NOT NULL,
  "resolved_at" bigint,
  CONSTRAINT "hold_request_key_key" UNIQUE ("request_key"),
  CONSTRAINT "hold_amount_check" CHECK (amount > 0),
  CONSTRAINT "hold_status_check" CHECK (status IN ('pending','posted','voided','expired')),
  CONSTRAINT "hold_settled_range" CHECK (settled IS NULL OR (settled >= 0 AND settled <= amount)),
  CONSTRAINT "hold_resolved" CHECK ((status = 'pending') = (resolved_at IS NULL)),
  CONSTRAINT "hold_posted" CHECK ((status = 'posted') = (settled IS NOT NULL)),
  CONSTRAINT "hold_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "hold_pending_account" ON "hold" ("account_id") WHERE status = 'pending';
CREATE INDEX "hold_pending_lease" ON "hold" ("lease_until") WHERE status = 'pending';
CREATE TABLE "job_lease" (
  "id" text PRIMARY KEY NOT NULL,
  "owner" text NOT NULL DEFAULT (''),
  "lease_until" bigint NOT NULL DEFAULT (0),
  "next_at" bigint NOT NULL DEFAULT (0),
  "progress" text NOT NULL DEFAULT ('{}')
);
CREATE TABLE "mail_token" (
  "id" text PRIMARY KEY NOT NULL,
  "purpose" text NOT NULL,
  "email" text NOT NULL,
  "token_hash" text,
  "current_key" text,
  "attempts" integer NOT NULL DEFAULT (0),
  "next_attempt_at" bigint,
  "created_at" bigint NOT NULL,
  "expires_at" bigint NOT NULL,
  "used_at" bigint,
  "user_id" text,
  "session_id" text,
  CONSTRAINT "mail_token_token_hash_key" UNIQUE ("token_hash"),
  CONSTRAINT "mail_token_current_key_key" UNIQUE ("current_key"),
  CONSTRAINT "mail_token_purpose_check" CHECK (purpose IN ('reset','verify','change','change-asked','changed')),
  CONSTRAINT "mail_token_attempts_check" CHECK (attempts >= 0),
  CONSTRAINT "mail_token_queued" CHECK (next_attempt_at IS NULL OR current_key IS NOT NULL),
  CONSTRAINT "mail_token_used" CHECK (used_at IS NULL OR (current_key IS NULL AND token_hash IS NOT NULL)),
  CONSTRAINT "mail_token_asker" CHECK (purpose <> 'change' OR (user_id IS NOT NULL AND session_id IS NOT NULL))
);
CREATE INDEX "mail_token_age" ON "mail_token" ("created_at");
CREATE INDEX "mail_token_due" ON "mail_token" ("next_attempt_at") WHERE next_attempt_at IS NOT NULL;
CREATE TABLE "message" (
  "id" text PRIMARY KEY NOT NULL,
  "conversation_id" text NOT NULL,
  "role" text NOT NULL,
  "content" text NOT NULL,
  "tokens" bigint NOT NULL,
  "status" text NOT NULL,
  "model" text,
  "created_at" bigint NOT NULL,
  "parent_id" text,
  CONSTRAINT "message_role_check" CHECK (role IN ('user','assistant')),
  CONSTRAINT "message_status_check" CHECK (status IN ('complete','streaming','stopped','interrupted','failed')),
  CONSTRAINT "message_tokens_check" CHECK (tokens >= 0),
  CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "message_conversation" ON "message" ("conversation_id", "parent_id", "id");
CREATE TRIGGER search_message_ended AFTER UPDATE OF status ON message WHEN new.status <> 'streaming' BEGIN INSERT INTO search_pending (subject) VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER search_message_forgotten AFTER DELETE ON message BEGIN DELETE FROM search_pending WHERE subject = old.id; END;
CREATE TRIGGER search_message_gone AFTER DELETE ON message BEGIN 
  DELETE FROM search_words WHERE rowid = (SELECT entry FROM search_entry WHERE subject = old.id);
  DELETE FROM search_entry WHERE subject = old.id; END;
CREATE TRIGGER search_message_new AFTER INSERT ON message WHEN new.status <> 'streaming' BEGIN INSERT INTO search_pending (subject) VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TABLE "message_feedback" (
  "id" text PRIMARY KEY NOT NULL,
  "rating" text NOT NULL,
  "comment" text,
  "updated_at" bigint NOT NULL,
  CONSTRAINT "message_feedback_rating_check" CHECK (rating IN ('up','down')),
  CONSTRAINT "message_feedback_id_fkey" FOREIGN KEY ("id") REFERENCES "message" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
);
CREATE TABLE "package" (
  "id" text PRIMARY KEY NOT NULL,
  "name" text NOT NULL,
  "description" text NOT NULL,
  "tokens" bigint NOT NULL,
  "price_usd" bigint NOT NULL,
  "stripe_price_id" text,
  "active" integer NOT NULL,
  "created_at" bigint NOT NULL,
  CONSTRAINT "package_tokens_check" CHECK (tokens > 0),
  CONSTRAINT "package_price_usd_check" CHECK (price_usd > 0),
  CONSTRAINT "package_active_check" CHECK (active IN (0,1))
);
CREATE TABLE "rate_window" (
  "id" text PRIMARY KEY NOT NULL,
  "events" integer NOT NULL,
  "ends_at" bigint NOT NULL,
  CONSTRAINT "rate_window_events_check" CHECK (events > 0)
);
CREATE INDEX "rate_window_end" ON "rate_window" ("ends_at");
CREATE TABLE search_entry (
  entry integer PRIMARY KEY,
  subject text NOT NULL UNIQUE
);
CREATE TABLE search_pending (
  place integer PRIMARY KEY,
  subject text NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE search_words USING fts5(owner, words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE 'search_words_config'(
  k PRIMARY KEY,
  v
);
CREATE TABLE 'search_words_data'(
  id INTEGER PRIMARY KEY,
  block BLOB
);
CREATE TABLE 'search_words_docsize'(
  id INTEGER PRIMARY KEY,
  sz BLOB,
  origin INTEGER
);
CREATE TABLE 'search_words_idx'(
  segid,
  term,
  pgno,
  PRIMARY KEY(segid, term)
);
CREATE TABLE "signup_grant" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "created_at" bigint NOT NULL,
  CONSTRAINT "signup_grant_user_id_key" UNIQUE ("user_id")
);
CREATE TABLE "stripe_event" (
  "id" text PRIMARY KEY NOT NULL,
  "type" text NOT NULL,
  "object_id" text,
  "livemode" integer NOT NULL,
  "created" bigint NOT NULL,
  "source" text NOT NULL,
  "status" text NOT NULL DEFAULT ('received'),
  "attempts" integer NOT NULL DEFAULT (0),
  "next_attempt_at" bigint,
  "last_error" text,
  "payload" text NOT NULL,
  "received_at" bigint NOT NULL,
  "processed_at" bigint,
  CONSTRAINT "stripe_event_livemode_check" CHECK (livemode IN (0,1)),
  CONSTRAINT "stripe_event_source_check" CHECK (source IN ('webhook','reconcile')),
  CONSTRAINT "stripe_event_status_check" CHECK (status IN ('received','processed','ignored','failed'))
);
CREATE INDEX "stripe_event_todo" ON "stripe_event" ("next_attempt_at") WHERE status IN ('received','failed');
CREATE TABLE "transfer" (
  "id" text PRIMARY KEY NOT NULL,
  "idem_key" text NOT NULL,
  "kind" text NOT NULL,
  "debit_account" text NOT NULL,
  "credit_account" text NOT NULL,
  "amount" bigint NOT NULL,
  "hold_id" text,
  "order_id" text,
  "corrects" text,
  "owner_account" text NOT NULL,
  "owner_version" bigint NOT NULL,
  "balance_after" bigint NOT NULL,
  "gift_after" bigint NOT NULL,
  "prev_hash" text NOT NULL,
  "hash" text NOT NULL,
  "created_at" bigint NOT NULL,
  CONSTRAINT "transfer_idem_key_key" UNIQUE ("idem_key"),
  CONSTRAINT "transfer_hold_id_key" UNIQUE ("hold_id"),
  CONSTRAINT "transfer_hash_key" UNIQUE ("hash"),
  CONSTRAINT "transfer_owner_version" UNIQUE ("owner_account", "owner_version"),
  CONSTRAINT "transfer_kind_check" CHECK (kind IN ('grant','purchase','clawback','restore','usage','correction','debt_repaid','adjust')),
  CONSTRAINT "transfer_amount_check" CHECK (amount > 0 AND amount <= 9007199254740991),
  CONSTRAINT "transfer_gift_after_check" CHECK (gift_after >= 0),
  CONSTRAINT "transfer_corrects_check" CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
  CONSTRAINT "transfer_owner_version_check" CHECK (owner_version > 0),
  CONSTRAINT "transfer_two_sides" CHECK (debit_account <> credit_account),
  CONSTRAINT "transfer_owner_side" CHECK (owner_account = debit_account OR owner_account = credit_account),
  CONSTRAINT "transfer_debit_account_fkey" FOREIGN KEY ("debit_account") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "transfer_credit_account_fkey" FOREIGN KEY ("credit_account") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "transfer_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "transfer_owner_account_fkey" FOREIGN KEY ("owner_account") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "transfer_corrects_fkey" FOREIGN KEY ("corrects") REFERENCES "transfer" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "transfer_corrects" ON "transfer" ("corrects");
CREATE INDEX "transfer_order" ON "transfer" ("order_id");
CREATE TRIGGER transfer_no_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT,'transfer is append-only'); END;
CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT,'transfer is append-only'); END;
CREATE TABLE "usage_event" (
  "id" text PRIMARY KEY NOT NULL,
  "user_id" text NOT NULL,
  "conversation_id" text,
  "message_id" text,
  "generation_id" text,
  "tokens_used" bigint NOT NULL,
  "balance_after" bigint NOT NULL,
  "type" text NOT NULL,
  "model" text,
  "prompt_tokens" bigint,
  "cached_tokens" bigint,
  "completion_tokens" bigint,
  "input_rate_milli" bigint,
  "cached_rate_milli" bigint,
  "output_rate_milli" bigint,
  "source" text,
  "created_at" bigint NOT NULL,
  CONSTRAINT "usage_event_balance_after_check" CHECK (balance_after >= 0),
  CONSTRAINT "usage_event_type_check" CHECK (type IN ('chat','purchase','grant','refund','adjustment')),
  CONSTRAINT "usage_event_source_check" CHECK (source IN ('provider','estimated')),
  CONSTRAINT "usage_event_prompt_tokens_check" CHECK (prompt_tokens >= 0),
  CONSTRAINT "usage_event_cached_tokens_check" CHECK (cached_tokens >= 0),
  CONSTRAINT "usage_event_completion_tokens_check" CHECK (completion_tokens >= 0),
  CONSTRAINT "usage_event_input_rate_milli_check" CHECK (input_rate_milli >= 0),
  CONSTRAINT "usage_event_cached_rate_milli_check" CHECK (cached_rate_milli >= 0),
  CONSTRAINT "usage_event_output_rate_milli_check" CHECK (output_rate_milli >= 0),
  CONSTRAINT "usage_event_id_fkey" FOREIGN KEY ("id") REFERENCES "transfer" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "usage_event_user" ON "usage_event" ("user_id", "id");
CREATE TRIGGER usage_event_no_delete BEFORE DELETE ON usage_event BEGIN SELECT RAISE(ABORT,'usage_event is append-only'); END;
CREATE TRIGGER usage_event_no_update BEFORE UPDATE ON usage_event BEGIN SELECT RAISE(ABORT,'usage_event is append-only'); END;
