/** Formulary §11 and G-04: what stops asynchronous care whatever is asked for. */

import {
  all,
  any,
  certainly,
  diastolic,
  event,
  heartRate,
  lab,
  listed,
  now,
  pregnant,
  systolic,
  taking,
} from '../../logic/predicates.ts'
import { item9Positive, usingGroup } from '../../logic/questions.ts'
import {
  cardiologyFlag,
  caseRule,
  emergencyFlag,
  hairDrugs,
  type Rule,
  rule,
  sameDayFlag,
  weightDrugs,
} from '../rule.ts'
import { activeSuicidality, suicidalPlan } from '../suicidality.ts'
import {
  exertionalRest,
  recentEventStated,
  seizureOfLate,
  undatedEvent,
  usingOralMinoxidil,
} from '../triggers.ts'

/** "MI/stroke/revascularisation ≤6 months": before any prescription (§11), whatever the drug. */
const cardiacEvents = ['mi', 'stroke-tia', 'revascularisation'] as const

const crisis = any(systolic('>=', 180), diastolic('>=', 120))

export const redFlagRules: readonly Rule[] = [
  caseRule({
    id: 'G-04',
    version: 3,
    title: 'Emergencies stated by the patient',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: now('anaphylaxis-now'),
        severity: 'major',
        text: 'Throat or face swelling, or anaphylaxis, now',
        redFlag: emergencyFlag('911'),
      },
      {
        when: any(now('chest-pain-now'), exertionalRest),
        severity: 'major',
        text: 'Chest pain now',
        redFlag: emergencyFlag('911'),
      },
      {
        when: now('priapism-now'),
        severity: 'major',
        text: 'Erection lasting more than 4 hours',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: now('sudden-vision-loss', 'sudden-hearing-loss'),
        severity: 'major',
        text: 'Sudden loss of vision or hearing',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: suicidalPlan,
        severity: 'major',
        text: 'Active suicidal plan or intent',
        management: 'Show 988 at once; keep in contact until handed over.',
        redFlag: emergencyFlag('988'),
      },
    ],
  }),
  caseRule({
    id: 'RF-SUICIDE',
    title: 'Suicidality',
    source: ['INS', '10'],
    confidence: 'H',
    cases: [
      {
        when: any(certainly(item9Positive), activeSuicidality),
        severity: 'major',
        text: 'Suicidal thoughts',
        management: 'Same-day contact with a risk assessment; show 988.',
        redFlag: sameDayFlag('988 and same-day mental-health assessment'),
      },
    ],
  }),
  caseRule({
    id: 'RF-STROKE',
    title: 'Stroke symptoms',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: now('stroke-symptoms-now'),
        severity: 'major',
        text: 'Stroke symptoms',
        redFlag: emergencyFlag('911'),
      },
    ],
  }),
  // The PDE5 inhibitors have rows of their own for each of these (ED-08 to ED-10).
  rule({
    id: 'RF-CARDIAC',
    title: 'Infarction, stroke or coronary procedure of the last six months',
    drugs: [...weightDrugs, ...hairDrugs],
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: any(certainly(event(cardiacEvents, { upTo: 6 })), recentEventStated),
        severity: 'major',
        text: 'Myocardial infarction, stroke or coronary revascularisation in the last 6 months, or a recent cardiac event of unstated kind',
        management: 'A live or in-person visit before any prescription; cardiology clearance.',
        redFlag: cardiologyFlag,
      },
      {
        when: undatedEvent(...cardiacEvents),
        severity: 'needs_info',
        source: ['POLICY', '0.5'],
        text: 'Myocardial infarction, stroke or coronary revascularisation of unknown date',
        management: 'Find out the date: one of the last 6 months needs a live visit before any prescription.',
        asks: ['recentCardiacEvent'],
      },
    ],
  }),
  caseRule({
    id: 'RF-OVERDOSE',
    title: 'Overdose',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [{ when: now('overdose'), severity: 'major', text: 'Overdose', redFlag: emergencyFlag('911') }],
  }),
  caseRule({
    id: 'RF-SEIZURE',
    title: 'Seizure on treatment',
    categories: ['weight'],
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: all(
          seizureOfLate,
          any(
            listed(usingGroup('BUPROPION')),
            listed(usingGroup('TOPIRAMATE')),
            listed(usingGroup('PHENTERMINE')),
          ),
        ),
        severity: 'major',
        text: 'A seizure on a weight drug',
        management: 'Stop it (topiramate: gradually, under supervision).',
        redFlag: emergencyFlag('911'),
      },
    ],
  }),
  caseRule({
    id: 'RF-HYPOGLYCAEMIA',
    title: 'Severe hypoglycaemia',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: now('hypoglycaemia-severe'),
        severity: 'major',
        text: 'Severe hypoglycaemia',
        redFlag: emergencyFlag('911'),
      },
    ],
  }),
  caseRule({
    id: 'RF-ABDOMEN',
    title: 'Severe abdominal pain',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: all(now('severe-abdominal-pain-now'), listed(usingGroup('INCRETIN'))),
        severity: 'major',
        text: 'Severe abdominal pain on an incretin: pancreatitis must be excluded',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: now('severe-abdominal-pain-now'),
        severity: 'major',
        text: 'Severe abdominal pain',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  caseRule({
    id: 'RF-EYE',
    title: 'Acute eye pain or blurred vision',
    source: ['L-QSY', '5'],
    confidence: 'H',
    cases: [
      {
        when: all(now('acute-eye-pain'), listed(usingGroup('TOPIRAMATE'))),
        severity: 'major',
        text: 'Acute eye pain or blurred vision on topiramate: acute angle closure',
        management: 'Stop; emergency ophthalmology.',
        redFlag: emergencyFlag('emergency ophthalmology'),
      },
      {
        when: now('acute-eye-pain'),
        severity: 'major',
        text: 'Acute eye pain or blurred vision',
        redFlag: sameDayFlag('ophthalmology'),
      },
    ],
  }),
  caseRule({
    id: 'RF-BREATH',
    title: 'Breathlessness or fainting',
    source: ['POLICY', '9.1'],
    confidence: 'P',
    cases: [
      {
        when: all(now('dyspnoea-now', 'syncope'), listed(usingOralMinoxidil)),
        severity: 'major',
        text: 'Breathlessness or fainting on oral minoxidil: effusion must be excluded',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: now('dyspnoea-now', 'syncope'),
        severity: 'major',
        text: 'Breathlessness or fainting now',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  caseRule({
    id: 'RF-BP',
    title: 'Blood pressure crisis',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: all(
          crisis,
          now('chest-pain-now', 'dyspnoea-now', 'stroke-symptoms-now', 'sudden-vision-loss', 'syncope'),
        ),
        severity: 'major',
        text: 'Blood pressure of 180/120 or more with symptoms',
        redFlag: emergencyFlag('emergency room'),
      },
      {
        when: crisis,
        severity: 'major',
        text: 'Blood pressure of 180/120 or more',
        management: 'Repeat at rest; same-day contact.',
        redFlag: sameDayFlag('same-day visit'),
      },
    ],
  }),
  caseRule({
    id: 'RF-HYPOTENSION',
    title: 'Low blood pressure',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: any(systolic('<', 90), diastolic('<', 50)),
        severity: 'major',
        text: 'Blood pressure under 90/50',
        redFlag: sameDayFlag('same-day visit'),
      },
    ],
  }),
  caseRule({
    id: 'RF-HR',
    title: 'Fast heart rate',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: heartRate('>', 120),
        severity: 'major',
        text: 'Resting heart rate over 120',
        redFlag: sameDayFlag('same-day visit with ECG'),
      },
    ],
  }),
  caseRule({
    id: 'RF-K',
    title: 'High potassium',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: lab('potassium', '>', 5.5),
        severity: 'major',
        text: 'Potassium over 5.5 mmol/L',
        management: 'Repeat today, ECG.',
        redFlag: sameDayFlag('same-day repeat and ECG'),
      },
    ],
  }),
  caseRule({
    id: 'RF-JAUNDICE',
    title: 'Jaundice',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: now('jaundice-now'),
        severity: 'major',
        text: 'Jaundice',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  caseRule({
    id: 'RF-WITHDRAWAL',
    title: 'Withdrawal syndromes',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: now('alcohol-sedative-withdrawal', 'opioid-withdrawal'),
        severity: 'major',
        text: 'Withdrawal from alcohol, a sedative or an opioid',
        redFlag: sameDayFlag('same-day assessment'),
      },
    ],
  }),
  caseRule({
    id: 'RF-PREGNANCY',
    title: 'Pregnancy on a teratogen',
    source: ['POLICY', '11'],
    confidence: 'P',
    cases: [
      {
        when: all(
          certainly(pregnant),
          any(listed(usingGroup('5ARI')), listed(usingGroup('TOPIRAMATE')), listed(usingGroup('MRA'))),
        ),
        severity: 'major',
        text: 'Pregnant while taking a teratogen',
        management: 'Stop; obstetrics the same day.',
        redFlag: sameDayFlag('obstetrics'),
      },
    ],
  }),
  caseRule({
    id: 'RF-NITRATE',
    title: 'Nitrate and PDE5 inhibitor already taken together',
    source: ['L-PDE5', '4'],
    confidence: 'H',
    cases: [
      {
        when: all(listed(taking('NITRATE', 'NITRITE')), listed(usingGroup('PDE5'))),
        severity: 'major',
        text: 'A nitrate and a PDE5 inhibitor are both in use',
        management:
          'Stop the PDE5 inhibitor. Emergency nitrate only 24 h after sildenafil or vardenafil, 48 h after tadalafil, 12 h after avanafil, supervised.',
        redFlag: sameDayFlag('same-day call'),
      },
    ],
  }),
]
