/** What is told over which channel, and when nothing is. */
import type { NotifiedEvent, Preferences } from '@countersign/contract'
import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { playChime } from '../workspace/chime.ts'
import { Group } from './group.tsx'
import styles from './preferences.module.css'

type Settings = Preferences['notificationSettings']
const events: readonly [NotifiedEvent, string][] = [
  ['arrival', 'A case arrives'],
  ['answered', 'A patient answers my questions'],
  ['overdue', 'A case goes past its deadline'],
  ['message', 'A patient writes'],
  ['pharmacy', 'A prescription of mine fails'],
]
const channels = [
  ['sound', 'Sound'],
  ['desktop', 'Desktop'],
] as const

/** Asks the browser, which asks the person. */
async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return Notification.permission === 'granted' || (await Notification.requestPermission()) === 'granted'
}

export function NotificationSettings({
  settings,
  onChange,
}: {
  settings: Settings
  onChange: (settings: Settings) => void
}) {
  const [refused, setRefused] = useState(false)
  const turn = async (channel: 'sound' | 'desktop', on: boolean) => {
    if (on && channel === 'sound') playChime()
    if (on && channel === 'desktop') {
      const allowed = await mayNotify()
      setRefused(!allowed)
      if (!allowed) return
    }
    onChange({ ...settings, [channel]: on })
  }
  const { quietHours } = settings
  const setQuiet = (change: Partial<Settings['quietHours']>) =>
    onChange({ ...settings, quietHours: { ...quietHours, ...change } })
  return (
    <>
      <Group title="Notifications" text="What is shown or heard never names a patient.">
        <table className={styles.channels}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">What happens</span>
              </th>
              {channels.map(([channel, label]) => (
                <th key={channel} scope="col">
                  <Checkbox
                    label={label}
                    checked={settings[channel]}
                    onChange={(event) => turn(channel, event.currentTarget.checked)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map(([event, label]) => (
              <tr key={event}>
                <th scope="row">{label}</th>
                {channels.map(([channel, name]) => (
                  <td key={channel}>
                    <Checkbox
                      aria-label={`${label}: ${name}`}
                      checked={settings.events[event][channel]}
                      disabled={!settings[channel]}
                      onChange={({ currentTarget }) =>
                        onChange({
                          ...settings,
                          events: {
                            ...settings.events,
                            [event]: { ...settings.events[event], [channel]: currentTarget.checked },
                          },
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.note} role="status">
          {refused
            ? 'This browser does not allow desktop notifications. Allow them for this site in its settings, then try again.'
            : 'Desktop notifications show while this window is in the background.'}
        </p>
        <Checkbox
          label="Count waiting cases in the tab’s title"
          checked={settings.titleCount}
          onChange={(event) => onChange({ ...settings, titleCount: event.currentTarget.checked })}
        />
      </Group>
      <Group title="Quiet hours" text="Nothing is heard or shown, by the clock of this computer.">
        <Checkbox
          label="Keep quiet every day"
          checked={quietHours.on}
          onChange={(event) => setQuiet({ on: event.currentTarget.checked })}
        />
        <div className={styles.row}>
          {(['from', 'to'] as const).map((end) => (
            <TimeField
              key={end}
              label={end === 'from' ? 'From' : 'To'}
              value={quietHours[end]}
              disabled={!quietHours.on}
              onChange={(value) => setQuiet({ [end]: value })}
            />
          ))}
        </div>
      </Group>
    </>
  )
}

/** Saved when it is left, so that a half-typed time is never kept. */
function TimeField(props: {
  label: string
  value: string
  disabled: boolean
  onChange: (value: string) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      type="time"
      label={props.label}
      w={130}
      disabled={props.disabled}
      value={typed ?? props.value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed && /^\d\d:\d\d$/.test(typed) && typed !== props.value) props.onChange(typed)
        setTyped(null)
      }}
    />
  )
}
