/** Every answer in the patient's own words, each one press from being changed. */
import type { IntakeView } from '@countersign/contract'
import { missingRequired, questionSteps } from '@countersign/contract/questionnaire'
import type { ReactNode } from 'react'
import { BigButton } from '../portal/patient-ui/buttons.tsx'
import { Notice } from '../portal/patient-ui/notice.tsx'
import ui from '../portal/patient-ui/patient.module.css'
import { Body, PatientPage, ScreenHeading } from '../portal/patient-ui/patient-page.tsx'
import { answerInWords } from './answer-words.ts'
import { useUnits } from './inputs/use-units.ts'
import styles from './intake.module.css'

export function ReviewScreen(props: {
  view: IntakeView
  top: ReactNode
  pageTitle: string
  onChange: (linkId: string) => void
  onContinue: () => void
}) {
  const [system] = useUnits()
  const { questionnaire, answers } = props.view
  const missing = new Set(missingRequired(questionnaire, answers).map((item) => item.linkId))
  const sections = new Map<string, ReturnType<typeof questionSteps>>()
  for (const step of questionSteps(questionnaire, answers))
    sections.set(step.section, [...(sections.get(step.section) ?? []), step])
  const firstMissing = [...missing][0]
  return (
    <PatientPage title={props.pageTitle} top={props.top}>
      <Body>
        <ScreenHeading focusKey="review">Please check your answers</ScreenHeading>
        <p className={ui.help}>A provider reads them to keep you safe. You can change any of them.</p>
        {firstMissing !== undefined && (
          <div style={{ marginTop: 20 }}>
            <Notice
              tone="ask"
              title={missing.size === 1 ? '1 answer is missing' : `${missing.size} answers are missing`}
            >
              They are marked below. “I'm not sure” is an answer too.
            </Notice>
          </div>
        )}
        <div className={styles.sections}>
          {[...sections].map(([section, steps]) => (
            <section key={section} aria-label={section || 'Answers'}>
              {section && <h2>{section}</h2>}
              <ul className={styles.answers}>
                {steps.map(({ item }) => {
                  const answer = answers[item.linkId]
                  const words = answer === undefined ? [] : answerInWords(item, answer, system)
                  return (
                    <li key={item.linkId}>
                      <div>
                        <p className={styles.term}>{item.text}</p>
                        {words.map((line) => (
                          <p key={line} data-unknown={answer?.kind === 'unknown' || undefined}>
                            {line}
                          </p>
                        ))}
                        {answer === undefined && (
                          <p data-unknown={missing.has(item.linkId) || undefined}>
                            {missing.has(item.linkId) ? 'Not answered yet' : 'Skipped'}
                          </p>
                        )}
                      </div>
                      <button
                        type="button"
                        className={styles.change}
                        aria-label={`${answer === undefined ? 'Answer' : 'Change'}: ${item.text}`}
                        onClick={() => props.onChange(item.linkId)}
                      >
                        {answer === undefined ? 'Answer' : 'Change'}
                      </button>
                    </li>
                  )
                })}
              </ul>
            </section>
          ))}
        </div>
      </Body>
      <footer className={ui.foot} data-line>
        {firstMissing === undefined ? (
          <BigButton onClick={props.onContinue}>My answers are right</BigButton>
        ) : (
          <BigButton onClick={() => props.onChange(firstMissing)}>Answer what is missing</BigButton>
        )}
      </footer>
    </PatientPage>
  )
}
