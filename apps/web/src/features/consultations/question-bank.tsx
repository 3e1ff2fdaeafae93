/** The intake's own questions, to be asked again: found by a word of them, added with their kind of answer. */
import type { QuestionBank as Bank, Category } from '@countersign/contract'
import { Button, Popover, TextInput } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useKeys } from '../workspace/keys.ts'
import styles from './ask-composer.module.css'
import { kindNames } from './ask-questions.ts'

type Item = Bank['items'][number]

export function QuestionBank(props: {
  category: Category
  /** Ids already among the questions. */
  taken: ReadonlySet<string>
  onChoose: (item: Item) => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={420}
      position="top-start"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-haspopup="dialog"
          aria-expanded={open}
          leftSection={<IconListSearch size={14} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          From the questionnaire
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label="Questions of the intake">
        {open && (
          <Finder
            category={props.category}
            taken={props.taken}
            onClose={() => setOpen(false)}
            onChoose={(item) => {
              props.onChoose(item)
              setOpen(false)
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Finder(props: {
  category: Category
  taken: ReadonlySet<string>
  onClose: () => void
  onChoose: (item: Item) => void
}) {
  const [search, setSearch] = useState('')
  useKeys({ escape: props.onClose }, { exclusive: true })
  const bank = useQuery({
    queryKey: ['question-bank', props.category],
    queryFn: ({ signal }) => api('getQuestionBank', { params: { category: props.category } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const found = matchingQuestions(bank.data?.items ?? [], search, props.taken)
  return (
    <div className={styles.finder}>
      <TextInput
        size="sm"
        data-autofocus
        label="Ask again"
        placeholder="A word of the question"
        value={search}
        maxLength={80}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          const [first] = found
          if (first) props.onChoose(first)
        }}
      />
      <ProblemAlert error={bank.error} />
      <ul>
        {found.map((item) => (
          <li key={item.linkId}>
            <button type="button" onClick={() => props.onChoose(item)}>
              <b>{item.text}</b>
              {item.section}. {kindNames[item.kind]}
            </button>
          </li>
        ))}
        {bank.data && found.length === 0 && (
          <li className={styles.nothing}>No such question in the intake</li>
        )}
      </ul>
    </div>
  )
}

/** Those not yet asked that hold every word, in the questionnaire's order. */
export function matchingQuestions(
  items: readonly Item[],
  search: string,
  taken: ReadonlySet<string>,
): readonly Item[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter((item) => {
    const text = `${item.text} ${item.section}`.toLowerCase()
    return !taken.has(item.linkId) && words.every((word) => text.includes(word))
  })
}
