/** Trusting a record system: its name, who its tokens say they are from, and its public keys. */
import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type ApiBody, api } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { fieldError } from '../../api/problem-words.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { readJwks } from './read-jwks.ts'
import styles from './systems.module.css'
import { systemsKey } from './systems-key.ts'

type Errors = { name?: string; issuer?: string; jwks?: string }

export function AddSystemForm() {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [issuer, setIssuer] = useState('')
  const [jwks, setJwks] = useState('')
  const [errors, setErrors] = useState<Errors>({})
  const add = useMutation({
    mutationFn: (body: ApiBody<'addCdsClient'>) => api('addCdsClient', { body }),
    onSuccess: () => {
      setName('')
      setIssuer('')
      setJwks('')
      void queryClient.invalidateQueries({ queryKey: systemsKey })
    },
  })
  const problem = problemOf(add.error)
  const ofKeys = problem?.body.errors?.find(({ pointer }) => pointer.startsWith('/jwks'))?.message
  function submit(event: FormEvent): void {
    event.preventDefault()
    const keys = readJwks(jwks)
    const found: Errors = {
      ...(name.trim() === '' && { name: 'Name the system' }),
      ...(!URL.canParse(issuer.trim()) && { issuer: 'An address, as its tokens carry it in “iss”' }),
      ...(!keys.ok && { jwks: keys.message }),
    }
    setErrors(found)
    if (Object.keys(found).length > 0 || !keys.ok || add.isPending) return
    add.mutate({ name: name.trim(), issuer: issuer.trim(), jwks: { keys: keys.keys } })
  }
  return (
    <section aria-labelledby="add">
      <h2 id="add">Add a system</h2>
      <form className={styles.form} noValidate onSubmit={submit}>
        <TextInput
          label="Name"
          maxLength={120}
          value={name}
          error={errors.name ?? fieldError(problem, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Issuer"
          type="url"
          placeholder="https://records.example/fhir"
          maxLength={300}
          value={issuer}
          error={errors.issuer ?? fieldError(problem, '/issuer')}
          onChange={(event) => setIssuer(event.currentTarget.value)}
        />
        <Textarea
          label="Public keys"
          description="A JWK set with ES384 or RS384 keys, each with its kid. Keys are never fetched: paste the new set when the system changes them."
          className={styles.keys}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          value={jwks}
          error={errors.jwks ?? ofKeys}
          onChange={(event) => setJwks(event.currentTarget.value)}
        />
        <div className={styles.send}>
          <Button type="submit" loading={add.isPending}>
            Add system
          </Button>
          <p role="status">{add.isSuccess ? `${add.data.name} is trusted.` : ''}</p>
        </div>
      </form>
      {add.isError && <ProblemAlert error={add.error} />}
      <dl className={styles.addresses}>
        <dt>Discovery</dt>
        <dd>{`${location.origin}/cds-services`}</dd>
      </dl>
    </section>
  )
}
