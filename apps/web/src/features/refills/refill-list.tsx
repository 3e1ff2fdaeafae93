/** Refills that wait, or those decided. Greens are signed with one key; everything else is opened and looked at. */
import type { RefillRow } from '@countersign/contract'
import { Button, Checkbox } from '@mantine/core'
import { IconChecks, IconRefresh } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useOnline } from '../../ui/banner.tsx'
import { Chip, Tag } from '../../ui/chips.tsx'
import { categoryNames, count, span } from '../../ui/format.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { ListFaces, ShowMore } from '../../ui/list-faces.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useMay } from '../session/use-me.ts'
import { useKeys } from '../workspace/keys.ts'
import { isSignable, signalNames, signalTones, sourceNames, statusNames } from './refill-words.ts'
import styles from './refills.module.css'
import { RefillsFrame } from './refills-frame.tsx'
import { SkeletonTask } from './task-groups.tsx'
import { signedWords, useRefillList, useSignRefills } from './use-refills.ts'

export function RefillList({ lane }: { lane: 'requested' | 'decided' }) {
  const navigate = useNavigate()
  const list = useRefillList(lane)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const mayDecide = useMay('refill:decide')
  const sign = useSignRefills()
  const online = useOnline()
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)

  const signable = lane === 'requested' ? rows.filter(isSignable) : []
  const chosen = signable.filter(({ id }) => !skipped.has(id))
  const open = (id: string) => navigate({ to: '/consultations/$id', params: { id } })
  const toggle = (id: string) =>
    setSkipped((now) => {
      const next = new Set(now)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const signAll = () => {
    if (!mayDecide || !online || chosen.length === 0 || sign.isPending) return
    sign.mutate(
      chosen
        .slice(0, 50)
        .map(({ id, version, patient, drug }) => ({ id, version, name: patient.name, drug })),
    )
  }
  const move = (by: number) => setAt((now) => Math.max(0, Math.min(rows.length - 1, now + by)))
  const current = rows[at]
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => current && open(current.id),
    x: () => current && isSignable(current) && toggle(current.id),
    a: (event) => !event.repeat && signAll(),
  })
  useEffect(() => {
    if (current) document.getElementById(`refill-${current.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const refusals = sign.data?.items.filter(({ outcome }) => outcome === 'refused') ?? []
  return (
    <RefillsFrame
      lane={lane}
      action={
        mayDecide &&
        lane === 'requested' && (
          <Button
            size="md"
            onClick={signAll}
            loading={sign.isPending}
            disabled={chosen.length === 0 || !online}
            leftSection={<IconChecks size={17} stroke={1.9} aria-hidden />}
            rightSection={<KeyCap onFill={chosen.length > 0}>a</KeyCap>}
          >
            {chosen.length === 0 ? 'No green refill' : `Sign ${count(chosen.length, 'green refill')}`}
          </Button>
        )
      }
    >
      <div role="status" className={sign.data ? styles.said : 'visually-hidden'}>
        {sign.data && (
          <>
            <b>{signedWords(sign.data)}</b>
            {refusals.map(({ id, reasons }) => (
              <p key={id}>
                {rows.find((row) => row.id === id)?.patient.name ?? 'One'}: {reasons.join(' ')}
              </p>
            ))}
          </>
        )}
      </div>
      {sign.error !== null && (
        <div className={styles.problem}>
          <ProblemAlert error={sign.error} />
        </div>
      )}
      <div className={styles.rows}>
        <ListFaces
          pending={list.isPending}
          error={list.error}
          onRetry={list.refetch}
          empty={
            list.data && rows.length === 0
              ? {
                  icon: <IconRefresh size={26} stroke={1.6} />,
                  title: lane === 'requested' ? 'No refill waits' : 'No refill was decided yet',
                  text: 'Pharmacies, patients and supplies that run out bring them here.',
                }
              : null
          }
          skeleton={<SkeletonTask />}
          rows={5}
        />
        <ul aria-label={lane === 'requested' ? 'Refills to review' : 'Decided refills'}>
          {rows.map((row, index) => (
            <Row
              key={row.id}
              row={row}
              on={index === at}
              checked={isSignable(row) && !skipped.has(row.id)}
              onToggle={mayDecide && isSignable(row) ? () => toggle(row.id) : undefined}
              onOpen={() => {
                setAt(index)
                open(row.id)
              }}
            />
          ))}
        </ul>
        <ShowMore list={list} />
      </div>
    </RefillsFrame>
  )
}

function Row(props: {
  row: RefillRow
  on: boolean
  checked: boolean
  onToggle?: () => void
  onOpen: () => void
}) {
  const { row } = props
  const now = useNow(30_000)
  const requested = row.status === 'requested'
  return (
    <li id={`refill-${row.id}`} className={styles.row} data-on={props.on ? '' : undefined}>
      <span className={styles.box}>
        {props.onToggle && (
          <Checkbox
            checked={props.checked}
            onChange={props.onToggle}
            aria-label={`Sign the refill of ${row.patient.name} with the others`}
          />
        )}
      </span>
      <button type="button" className={styles.open} onClick={props.onOpen} aria-current={props.on}>
        <span className={styles.who}>
          <b>{row.patient.name}</b> {row.patient.state} <Tag>{categoryNames[row.category]}</Tag>
        </span>
        <span className={styles.drug}>
          {row.drug}
          <small>
            {sourceNames[row.source]}
            {row.pharmacy && `, ${row.pharmacy}`}
          </small>
        </span>
        <span className={styles.why}>
          {requested ? (
            <Chip tone={signalTones[row.signal]}>{signalNames[row.signal]}</Chip>
          ) : (
            <Chip tone={row.status === 'denied' || row.status === 'cancelled' ? 'neutral' : 'done'}>
              {statusNames[row.status]}
            </Chip>
          )}
          {requested && (
            <small>
              {row.claimedByOther ? 'Another provider has it. ' : ''}
              {row.why[0]}
              {row.why.length > 1 && ` +${row.why.length - 1} more`}
            </small>
          )}
        </span>
        <time className="num">{span(now - Date.parse(row.requestedAt))}</time>
      </button>
    </li>
  )
}
