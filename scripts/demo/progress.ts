/** How far along the demo is: a bar on a terminal, lines anywhere else. */
import { styleText } from 'node:util'

const WIDTH = 28
/** Without a terminal a long run says every tenth step, and every failure. */
const LONG = 40
const EVERY = 10

export type Progress = {
  /** One more thing ended; `note` names it. */
  readonly advance: (note: string, ok?: boolean) => void
  /** Says a line without breaking the bar. */
  readonly say: (line: string) => void
  readonly end: () => void
}

export const startProgress = (
  title: string,
  total: number,
  out: NodeJS.WriteStream = process.stdout,
): Progress => {
  let done = 0
  let failed = 0
  let latest = ''
  const drawn = out.isTTY === true
  const erase = () => {
    if (drawn) out.write('\r\x1b[2K')
  }
  const draw = () => {
    if (!drawn) return
    const filled = Math.round((done / Math.max(total, 1)) * WIDTH)
    const bar = `${styleText('cyan', '█'.repeat(filled))}${styleText('dim', '░'.repeat(WIDTH - filled))}`
    const figures = `${done}/${total}${failed > 0 ? styleText('red', ` ${failed} ✗`) : ''}`
    const room = Math.max((out.columns ?? 80) - title.length - WIDTH - 20, 0)
    out.write(`\r\x1b[2K${title}  ${bar}  ${figures}  ${styleText('dim', latest.slice(0, room))}`)
  }
  draw()
  return {
    advance: (note, ok = true) => {
      done += 1
      if (!ok) failed += 1
      latest = note
      if (drawn) draw()
      else if (!ok || total <= LONG || done % EVERY === 0)
        out.write(`${ok ? '✓' : '✗'} ${String(done).padStart(3)}/${total}  ${note}\n`)
    },
    say: (line) => {
      erase()
      out.write(`${line}\n`)
      draw()
    },
    end: () => {
      erase()
    },
  }
}
