/** The bell: is anything heard when a case arrives? */
import { ActionIcon, Button } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { Tip } from '../../ui/tip.tsx'
import { usePreferences, useSavePreferences } from '../preferences/use-preferences.ts'
import { playChime } from '../workspace/chime.ts'

function useSound() {
  const preferences = usePreferences()
  const save = useSavePreferences()
  if (preferences === undefined) return null
  const { notificationSettings } = preferences
  const on = notificationSettings.sound
  return {
    on,
    turn: () => {
      // Heard once, so that nobody waits for a sound that the machine keeps silent.
      if (!on) playChime()
      save.mutate({ ...preferences, notificationSettings: { ...notificationSettings, sound: !on } })
    },
  }
}

export function SoundSwitch({ size }: { size?: number }) {
  const sound = useSound()
  if (sound === null) return null
  const Icon = sound.on ? IconBell : IconBellOff
  return (
    <Tip label={sound.on ? 'Sound on arrival is on' : 'Sound on arrival is off'} below>
      <ActionIcon size={size} aria-label="Sound on arrival" aria-pressed={sound.on} onClick={sound.turn}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tip>
  )
}

/** The same, in words, where nothing waits and there is room for them. */
export function ArrivalSound() {
  const sound = useSound()
  if (sound === null) return null
  const Icon = sound.on ? IconBell : IconBellOff
  return (
    <Button
      variant="default"
      aria-pressed={sound.on}
      onClick={sound.turn}
      leftSection={<Icon size={15} stroke={1.75} aria-hidden />}
    >
      {sound.on ? 'Sound on arrival is on' : 'Sound on arrival'}
    </Button>
  )
}
