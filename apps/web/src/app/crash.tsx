/** What a page shows when it broke: what happened, what was not lost, what to do. */
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { problemOf } from '../api/problem.ts'
import { wordsFor } from '../api/problem-words.ts'
import { EmptyState } from '../ui/empty-state.tsx'

export function Crash({ error, reset }: ErrorComponentProps) {
  const problem = problemOf(error)
  const words = problem
    ? wordsFor(problem)
    : {
        title: 'This page stopped working',
        text: 'Nothing was sent by it. Load it again; notes you typed are kept on this device.',
      }
  return (
    <EmptyState
      page
      icon={<IconAlertTriangle size={26} stroke={1.6} />}
      title={words.title}
      text={words.text}
      reference={problem?.body.requestId}
    >
      <Button
        onClick={() => {
          reset()
          window.location.reload()
        }}
      >
        Load again
      </Button>
      <Button variant="default" component="a" href="/">
        Start page
      </Button>
    </EmptyState>
  )
}
