// Generated from db/migrations by "npm run db:generate-schema"; "npm run check" fails when it is out of date.

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = ColumnType<string, bigint | number | string, bigint | number | string>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Numeric = ColumnType<string, number | string, number | string>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AuditEntries {
  action: string;
  actor_id: string | null;
  actor_role: string;
  at: Generated<Timestamp>;
  clinic_id: string;
  details: Generated<Json>;
  id: string;
  ip: string | null;
  patient_id: string | null;
  request_id: string | null;
  subject_id: string | null;
  subject_type: string;
}

export interface AuthAccount {
  access_token: string | null;
  access_token_expires_at: Timestamp | null;
  account_id: string;
  created_at: Generated<Timestamp>;
  id: string;
  id_token: string | null;
  password: string | null;
  provider_id: string;
  refresh_token: string | null;
  refresh_token_expires_at: Timestamp | null;
  scope: string | null;
  updated_at: Generated<Timestamp>;
  user_id: string;
}

export interface AuthSession {
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  id: string;
  ip_address: string | null;
  token: string;
  updated_at: Generated<Timestamp>;
  user_agent: string | null;
  user_id: string;
}

export interface AuthTwoFactor {
  backup_codes: string;
  failed_verification_count: Generated<number | null>;
  id: string;
  locked_until: Timestamp | null;
  secret: string;
  user_id: string;
  verified: Generated<boolean | null>;
}

export interface AuthUser {
  created_at: Generated<Timestamp>;
  email: string;
  email_verified: Generated<boolean>;
  id: string;
  image: string | null;
  name: string;
  two_factor_enabled: Generated<boolean | null>;
  updated_at: Generated<Timestamp>;
}

export interface AuthVerification {
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  id: string;
  identifier: string;
  updated_at: Generated<Timestamp>;
  value: string;
}

export interface CaseViews {
  clinic_id: string;
  consultation_id: string;
  name: string;
  seen_at: Timestamp;
  since: Timestamp;
  user_id: string;
}

export interface CdsCards {
  client_id: string;
  clinic_id: string;
  engine_version: string;
  given_at: Timestamp;
  id: string;
  indicator: string;
  protocol_version: number | null;
  rule: string | null;
  rule_version: number | null;
  service: string;
}

export interface CdsClients {
  clinic_id: string;
  created_at: Timestamp;
  created_by: string;
  id: string;
  issuer: string;
  jwks: Json;
  name: string;
  revoked_at: Timestamp | null;
}

export interface CdsFeedback {
  card_id: string;
  clinic_id: string;
  id: string;
  outcome: string;
  outcome_at: Timestamp;
  reason_code: string | null;
  told_at: Timestamp;
}

export interface CdsUsedTokens {
  client_id: string;
  clinic_id: string;
  expires_at: Timestamp;
  jti: string;
}

export interface ChangeRequests {
  answer: Json | null;
  answered_at: Timestamp | null;
  answered_by: string | null;
  clinic_id: string;
  code: string;
  id: string;
  message_id: string;
  order_id: string;
  patient_id: string;
  prescription_id: string;
  reason_text: string | null;
  received_at: Timestamp;
  requested: Generated<Json>;
  status: Generated<string>;
  sub_codes: Generated<string[]>;
  version: Generated<number>;
}

export interface ClinicProtocols {
  author_id: string;
  clinic_id: string;
  created_at: Timestamp;
  effective_from: Timestamp;
  policy: Json;
  reason: string;
  version: number;
}

export interface Clinics {
  address: Json;
  created_at: Generated<Timestamp>;
  id: string;
  name: string;
  npi: string;
  phone: string;
  settings: Generated<Json>;
  slug: string;
  time_zone: Generated<string>;
}

export interface ConsultationApprovals {
  amends_id: string | null;
  approval_notes: string | null;
  approved_at: Timestamp;
  assessment_id: string | null;
  clinic_id: string;
  consultation_id: string;
  created_at: Generated<Timestamp>;
  effective_at: Timestamp;
  id: string;
  override_reasons: Generated<Json>;
  patient_message: string | null;
  provider_id: string;
  reason_code: string | null;
  status: string;
  treatment: Json | null;
  undoes_id: string | null;
}

export interface ConsultationNotes {
  author_id: string;
  body: Generated<string>;
  clinic_id: string;
  consultation_id: string;
  decision_id: string | null;
  id: string;
  kind: string;
  saved_at: Timestamp;
  signed_at: Timestamp | null;
  status: Generated<string>;
  version: Generated<number>;
}

export interface Consultations {
  active_seconds: Generated<number>;
  answered_at: Timestamp | null;
  answers: Generated<Json>;
  awaiting_payment: Generated<boolean>;
  card: Generated<Json>;
  category: string;
  claimed_at: Timestamp | null;
  claimed_by: string | null;
  clinic_id: string;
  closed_at: Timestamp | null;
  decided_at: Timestamp | null;
  decision_id: string | null;
  due_at: Timestamp;
  effective_at: Timestamp | null;
  escalation_route: string | null;
  id: string;
  intake_id: string | null;
  lease_expires_at: Timestamp | null;
  overdue_told_at: Timestamp | null;
  patient_id: string;
  patient_state: string;
  preferred_provider_id: string | null;
  priority: string;
  priority_reasons: Generated<Json>;
  ready_to_approve: Generated<boolean>;
  reason: Generated<string>;
  safety_answers: Generated<Json>;
  status: string;
  submitted_at: Timestamp;
  version: Generated<number>;
  visit_kind: Generated<string>;
}

export interface DeaRegistrations {
  clinic_id: string;
  ended_at: Timestamp | null;
  expires_on: string;
  id: string;
  number: string;
  provider_id: string;
  schedules: string[];
  state: string;
}

export interface Documents {
  byte_size: number;
  clinic_id: string;
  consultation_id: string | null;
  content_type: string;
  created_at: Generated<Timestamp>;
  id: string;
  intake_id: string | null;
  kind: string;
  patient_id: string | null;
  sha256: string;
  storage_key: string;
  title: string;
}

export interface Events {
  at: Generated<Timestamp>;
  body: Generated<Json>;
  clinic_id: string;
  id: string;
  patient_id: string | null;
  subject_id: string;
  type: string;
  xid: Generated<string>;
}

export interface IdempotencyKeys {
  actor_id: string;
  clinic_id: string;
  created_at: Generated<Timestamp>;
  key: string;
  request_hash: string;
  response_body: Json | null;
  response_status: number;
  route: string;
}

export interface InformationRequests {
  answered_at: Timestamp | null;
  answers: Json | null;
  asked_at: Timestamp;
  clinic_id: string;
  consultation_id: string;
  decision_id: string;
  id: string;
  message: Generated<string>;
  provider_id: string;
  questions: Json;
  status: Generated<string>;
}

export interface Intakes {
  answers: Generated<Json>;
  category: string;
  clinic_id: string;
  id: string;
  patient_id: string | null;
  questionnaire_version: string;
  started_at: Timestamp;
  status: Generated<string>;
  submitted_at: Timestamp | null;
  token_hash: string;
  updated_at: Timestamp;
  user_id: string | null;
  version: Generated<number>;
}

export interface InvoiceLines {
  amount_cents: number;
  clinic_id: string;
  description: string;
  id: string;
  invoice_id: string;
}

export interface Invoices {
  amount_cents: number;
  clinic_id: string;
  consultation_id: string;
  created_at: Timestamp;
  currency: Generated<string>;
  id: string;
  issued_at: Timestamp | null;
  number: string;
  order_id: string;
  paid_at: Timestamp | null;
  patient_id: string;
  status: string;
  version: Generated<number>;
}

export interface MedicationVerifications {
  clinic_id: string;
  id: string;
  ndc: string | null;
  note: string | null;
  order_id: string;
  prescription_id: string;
  rxcui: string | null;
  verified_at: Timestamp;
  verified_by: string;
}

export interface Messages {
  author_id: string;
  author_kind: string;
  author_name: string;
  body: string;
  clinic_id: string;
  consultation_id: string;
  id: string;
  patient_id: string;
  read_at: Timestamp | null;
  sent_at: Timestamp;
}

export interface NoteTemplates {
  body: string;
  category: string | null;
  clinic_id: string;
  created_at: Generated<Timestamp>;
  id: string;
  kind: string;
  name: string;
  provider_id: string | null;
  shortcut: string | null;
  updated_at: Generated<Timestamp>;
}

export interface Notifications {
  attempts: Generated<number>;
  channel: string;
  clinic_id: string;
  dedupe_key: string;
  failure: string | null;
  id: string;
  queued_at: Timestamp;
  recipient_id: string;
  recipient_kind: string;
  sent_at: Timestamp | null;
  status: string;
  subject_id: string;
  template: string;
}

export interface Observations {
  clinic_id: string;
  code: string;
  effective_at: Timestamp;
  id: string;
  patient_id: string;
  recorded_at: Generated<Timestamp>;
  source: string;
  source_id: string | null;
  unit: string;
  value: Numeric;
  value2: Numeric | null;
}

export interface OrderRemarks {
  at: Timestamp;
  author_name: string;
  clinic_id: string;
  id: string;
  kind: string;
  order_id: string;
  reason: string | null;
  text: string;
}

export interface Orders {
  answers_message_id: string | null;
  answers_prescription_id: string | null;
  approved_at: Timestamp | null;
  approved_by: string | null;
  clinic_id: string;
  closed_at: Timestamp | null;
  consultation_id: string;
  created_at: Timestamp;
  decision_id: string | null;
  effective_at: Timestamp | null;
  held_at: Timestamp | null;
  held_by: string | null;
  hold_reason: string | null;
  hold_text: string | null;
  id: string;
  patient_id: string;
  pharmacy_id: string | null;
  sent_at: Timestamp | null;
  status: string;
  treatment: Json | null;
  version: Generated<number>;
}

export interface PatientAllergies {
  clinic_id: string;
  id: string;
  patient_id: string;
  reaction: string | null;
  recorded_at: Generated<Timestamp>;
  source: string;
  source_id: string | null;
  status: Generated<string>;
  substance: string;
}

export interface PatientConditions {
  clinic_id: string;
  code: string | null;
  id: string;
  months_ago: number | null;
  patient_id: string;
  recorded_at: Generated<Timestamp>;
  source: string;
  source_id: string | null;
  status: Generated<string>;
  text: string;
}

export interface PatientListReviews {
  clinic_id: string;
  list: string;
  patient_id: string;
  reviewed_at: Timestamp;
  source: string;
  source_id: string | null;
}

export interface PatientMedications {
  clinic_id: string;
  days_supply: number | null;
  dose: string | null;
  id: string;
  last_filled_on: string | null;
  patient_id: string;
  recorded_at: Generated<Timestamp>;
  source: string;
  source_id: string | null;
  status: Generated<string>;
  text: string;
}

export interface Patients {
  address_line: string;
  birth_date: string;
  city: string;
  clinic_id: string;
  created_at: Generated<Timestamp>;
  email: string;
  family_name: string;
  given_name: string;
  id: string;
  identity_status: Generated<string>;
  mrn: string;
  phone: string;
  postal_code: string;
  preferred_pharmacy_id: string | null;
  sex: string;
  state: string;
  updated_at: Generated<Timestamp>;
  user_id: string | null;
}

export interface Payments {
  amount_cents: number;
  capture_before: Timestamp | null;
  captured_cents: Generated<number>;
  checkout_attempt: Generated<number>;
  checkout_session_id: string | null;
  clinic_id: string;
  created_at: Timestamp;
  failure_code: string | null;
  id: string;
  invoice_id: string;
  payment_intent_id: string | null;
  refunded_cents: Generated<number>;
  status: string;
  updated_at: Timestamp;
  version: Generated<number>;
}

export interface PaymentWebhookEvents {
  id: string;
  processed_at: Timestamp | null;
  received_at: Timestamp;
  type: string;
}

export interface Pharmacies {
  active: Generated<boolean>;
  address_line: string;
  capabilities: Generated<string[]>;
  city: string;
  kind: string;
  latitude: Numeric | null;
  longitude: Numeric | null;
  name: string;
  ncpdp_id: string;
  npi: string;
  phone: string;
  postal_code: string;
  state: string;
  states_served: Generated<string[]>;
  synced_at: Timestamp;
}

export interface PrescriptionMessages {
  at: Timestamp;
  body_encrypted: Buffer;
  clinic_id: string;
  direction: string;
  id: string;
  message_id: string;
  outcome: string;
  prescription_id: string;
  relates_to_message_id: string | null;
  type: string;
}

export interface Prescriptions {
  answer_outcome: string | null;
  answers_message_id: string | null;
  attempts: Generated<number>;
  clinic_id: string;
  days_supply: number;
  dea_number: string | null;
  dea_schedule: string | null;
  decision_id: string;
  diagnosis_code: string | null;
  dispensed_quantity: Numeric | null;
  dose_mg: Numeric;
  drug_description: string;
  drug_id: string;
  form: string;
  frequency: string;
  id: string;
  live_visit_on: string | null;
  message_id: string;
  ndc: string | null;
  note_to_pharmacist: string | null;
  order_id: string;
  overdue_told_at: Timestamp | null;
  patient_id: string;
  pdmp_checked_at: Timestamp | null;
  pharmacy_id: string;
  prescriber_order_number: string;
  prior_authorization: string | null;
  provider_id: string;
  quantity: Numeric;
  quantity_unit_code: string;
  refills: number;
  reject_code: string | null;
  reject_text: string | null;
  replaces_id: string | null;
  rxcui: string | null;
  rxcui_qualifier: string | null;
  second_factor_at: Timestamp | null;
  secondary_diagnosis_code: string | null;
  sent_as: Generated<string>;
  sent_at: Timestamp | null;
  sig: string;
  signed_at: Timestamp;
  starts_on: string | null;
  status: string;
  status_at: Timestamp;
  step: Generated<number>;
  strength: string;
  substitutions_allowed: Generated<boolean>;
  version: Generated<number>;
  written_on: string;
}

export interface ProviderLicences {
  clinic_id: string;
  dea_number: string | null;
  expires_on: string;
  id: string;
  number: string;
  provider_id: string;
  state: string;
  status: Generated<string>;
}

export interface ProviderPreferences {
  clinic_id: string;
  created_at: Generated<Timestamp>;
  dashboard_layout: Generated<Json>;
  default_filters: Generated<Json>;
  id: string;
  notification_settings: Generated<Json>;
  provider_id: string;
  updated_at: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Providers {
  clinic_id: string;
  created_at: Generated<Timestamp>;
  credential: string;
  family_name: string;
  given_name: string;
  id: string;
  npi: string;
  phone: string;
  staff_member_id: string;
}

export interface QueueChanges {
  at: Generated<Timestamp>;
  became: Json | null;
  clinic_id: string;
  seq: Generated<Int8>;
  was: Json | null;
  xid: Generated<string>;
}

export interface RefillRequests {
  answered_at: Timestamp | null;
  answers: Json | null;
  clinic_id: string;
  consultation_id: string;
  id: string;
  message_id: string | null;
  patient_id: string;
  prescription_id: string;
  requested: Json | null;
  requested_at: Timestamp;
  signal: string;
  source: string;
  why: Generated<Json>;
}

export interface RoutingRules {
  active: Generated<boolean>;
  capability: string | null;
  category: string | null;
  clinic_id: string;
  coverage: string | null;
  created_at: Timestamp;
  drug_id: string | null;
  effect: string;
  id: string;
  kind: string | null;
  name: string;
  pharmacy_id: string | null;
  position: number;
  removed_at: Timestamp | null;
  state: string | null;
  updated_at: Timestamp;
}

export interface SafetyAssessments {
  assessed_at: Timestamp;
  clinic_id: string;
  consultation_id: string;
  engine_version: string;
  id: string;
  input_snapshot: Json;
  proposal: Json;
  protocol_version: number | null;
  result: Json;
}

export interface SigningAttempts {
  at: Timestamp;
  clinic_id: string;
  id: string;
  time_step: Int8 | null;
  user_id: string;
}

export interface StaffInvitations {
  accepted_at: Timestamp | null;
  clinic_id: string;
  created_at: Generated<Timestamp>;
  email: string;
  expires_at: Timestamp;
  id: string;
  invited_by: string;
  revoked_at: Timestamp | null;
  role: string;
  token_hash: string;
}

export interface StaffMembers {
  clinic_id: string;
  created_at: Generated<Timestamp>;
  id: string;
  role: string;
  status: Generated<string>;
  user_id: string;
}

export interface TitrationSeries {
  clinic_id: string;
  consultation_id: string;
  created_at: Timestamp;
  decision_id: string;
  ended_at: Timestamp | null;
  id: string;
  order_id: string;
  patient_id: string;
  status: Generated<string>;
  stopped_reason: string | null;
  version: Generated<number>;
}

export interface TitrationSteps {
  answered_at: Timestamp | null;
  answers: Json | null;
  asked_at: Timestamp | null;
  clinic_id: string;
  prescription_id: string;
  reasons: Generated<Json>;
  review_notes: string | null;
  reviewed_at: Timestamp | null;
  reviewed_by: string | null;
  reviewed_rules: Generated<string[]>;
  series_id: string;
  signal: string | null;
  starts_on: string;
  status: string;
  step: number;
}

export interface TreatmentRecommendations {
  assessed_at: Timestamp;
  clinic_id: string;
  confidence_score: Numeric | null;
  consultation_id: string;
  created_at: Generated<Timestamp>;
  engine_version: string;
  id: string;
  input_snapshot: Json;
  protocol_version: number | null;
  reasoning: string;
  recommended_treatment: Json;
  rule_versions: Json;
}

export interface UnmatchedNetworkMessages {
  body_encrypted: Buffer;
  id: string;
  message_id: string | null;
  reason: string;
  received_at: Timestamp;
}

export interface DB {
  audit_entries: AuditEntries;
  "auth.account": AuthAccount;
  "auth.session": AuthSession;
  "auth.two_factor": AuthTwoFactor;
  "auth.user": AuthUser;
  "auth.verification": AuthVerification;
  case_views: CaseViews;
  cds_cards: CdsCards;
  cds_clients: CdsClients;
  cds_feedback: CdsFeedback;
  cds_used_tokens: CdsUsedTokens;
  change_requests: ChangeRequests;
  clinic_protocols: ClinicProtocols;
  clinics: Clinics;
  consultation_approvals: ConsultationApprovals;
  consultation_notes: ConsultationNotes;
  consultations: Consultations;
  dea_registrations: DeaRegistrations;
  documents: Documents;
  events: Events;
  idempotency_keys: IdempotencyKeys;
  information_requests: InformationRequests;
  intakes: Intakes;
  invoice_lines: InvoiceLines;
  invoices: Invoices;
  medication_verifications: MedicationVerifications;
  messages: Messages;
  note_templates: NoteTemplates;
  notifications: Notifications;
  observations: Observations;
  order_remarks: OrderRemarks;
  orders: Orders;
  patient_allergies: PatientAllergies;
  patient_conditions: PatientConditions;
  patient_list_reviews: PatientListReviews;
  patient_medications: PatientMedications;
  patients: Patients;
  payment_webhook_events: PaymentWebhookEvents;
  payments: Payments;
  pharmacies: Pharmacies;
  prescription_messages: PrescriptionMessages;
  prescriptions: Prescriptions;
  provider_licences: ProviderLicences;
  provider_preferences: ProviderPreferences;
  providers: Providers;
  queue_changes: QueueChanges;
  refill_requests: RefillRequests;
  routing_rules: RoutingRules;
  safety_assessments: SafetyAssessments;
  signing_attempts: SigningAttempts;
  staff_invitations: StaffInvitations;
  staff_members: StaffMembers;
  titration_series: TitrationSeries;
  titration_steps: TitrationSteps;
  treatment_recommendations: TreatmentRecommendations;
  unmatched_network_messages: UnmatchedNetworkMessages;
}
