/**
 * What we write to patients. Mail is read by employers, families and mail servers: it says that there is news
 * and where to read it, never what was asked for, decided, prescribed or by whom it is filled.
 */

export type Template =
  | 'consultation_received'
  | 'card_needed'
  | 'question_waiting'
  | 'decision_made'
  | 'prescription_sent'
  | 'prescription_ready'
  | 'pharmacy_trouble'
  | 'payment_receipt'
  | 'payment_failed'
  | 'message_waiting'

type Words = { subject: string; body: string }

const words: Record<Template, Words> = {
  consultation_received: {
    subject: 'We have received your visit',
    body: 'Thank you. Your visit has reached us, and a clinician will look at it. You can follow it in your account.',
  },
  card_needed: {
    subject: 'One more step for your visit',
    body: 'Your visit needs one more step from you before it can go on. Please open your account to complete it.',
  },
  question_waiting: {
    subject: 'A question is waiting for you',
    body: 'Your clinician has a question before they can go on. Please open your account to answer it.',
  },
  decision_made: {
    subject: 'There is news about your visit',
    body: 'Your visit has been reviewed. Please open your account to read what your clinician wrote.',
  },
  prescription_sent: {
    subject: 'Your visit has moved on',
    body: 'There is a new step in your visit. Please open your account to see it.',
  },
  prescription_ready: {
    subject: 'An update to your visit',
    body: 'Your visit has been updated, and something is ready for you. Please open your account to see it.',
  },
  pharmacy_trouble: {
    subject: 'We are sorting something out for you',
    body: 'Something in your visit is taking longer than it should. Our care team is on it and you need not do anything now. Your account shows where things stand.',
  },
  payment_receipt: {
    subject: 'Your receipt',
    body: 'Thank you, your payment went through. Your receipt is in your account.',
  },
  payment_failed: {
    subject: 'Your payment did not go through',
    body: 'We could not complete your payment. Nothing about your care has changed. Please open your account to try again or to use another card.',
  },
  message_waiting: {
    subject: 'You have a new message',
    body: 'Your care team has written to you. Please open your account to read it.',
  },
}

/** @param portalUrl where the patient signs in; it names no visit. */
export function composeMail(
  template: Template,
  clinicName: string,
  portalUrl: string,
): { subject: string; text: string } {
  const { subject, body } = words[template]
  return {
    subject: `${subject} · ${clinicName}`,
    text: `Hello,\n\n${body}\n\n${portalUrl}\n\n${clinicName}\n\nPlease do not reply to this mail: nobody reads its answers. If you think you are having an emergency, call 911.\n`,
  }
}

export const isTemplate = (name: string): name is Template => Object.hasOwn(words, name)
