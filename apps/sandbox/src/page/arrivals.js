// Keeps the page fresh: on each change the same page is fetched and its parts are put in place of the old
// ones, with open rows, focus and half-typed figures left alone. Without this script the page still works.
const liveMark = document.querySelector('[data-live]')
const say = (text, ok) => {
  if (!liveMark || liveMark.textContent === text) return
  liveMark.textContent = text
  liveMark.classList.toggle('on', ok)
}

const swap = (selector, next) => {
  const here = document.querySelector(selector)
  const there = next.querySelector(selector)
  if (!here || !there || here.contains(document.activeElement)) return
  here.replaceChildren(...there.childNodes)
}

// Not while somebody is at a form of it.
const swapUntouched = (selector, next) => {
  if (document.querySelector(`${selector} details[open]`)) return
  swap(selector, next)
}

const refreshArrivals = (next) => {
  const here = document.querySelector('#live')
  const there = next.querySelector('#live')
  if (!here || !there) return
  const existing = new Map(
    [...here.querySelectorAll('details[data-key]')].map((row) => [row.dataset.key, row]),
  )
  for (const row of there.querySelectorAll('details[data-key]')) {
    const old = existing.get(row.dataset.key)
    if (!old) continue
    row.open = old.open
    if (old.open && old.innerHTML === row.innerHTML) row.replaceWith(old)
  }
  const focused = document.activeElement?.closest('details[data-key]')?.dataset.key
  here.replaceChildren(...there.childNodes)
  if (focused && !here.contains(document.activeElement)) {
    here.querySelector(`details[data-key="${CSS.escape(focused)}"] > summary`)?.focus()
  }
}

let running = false
let again = false
const refresh = async () => {
  if (running) {
    again = true
    return
  }
  running = true
  try {
    const response = await fetch(location.href)
    const next = new DOMParser().parseFromString(await response.text(), 'text/html')
    refreshArrivals(next)
    swap('.tabs', next)
    swap('aside', next)
    swapUntouched('.side', next)
  } catch {
    say('Not connected', false)
  }
  running = false
  if (again) {
    again = false
    void refresh()
  }
}

const stream = new EventSource('/api/changes')
stream.addEventListener('ready', () => {
  say('Live', true)
  void refresh()
})
stream.addEventListener('change', () => void refresh())
stream.addEventListener('error', () => say('Not connected', false))

const submit = async (form) => {
  const status = form.querySelector('[data-status]')
  if (status) status.textContent = 'Saving'
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      redirect: 'follow',
    })
    if (status) status.textContent = response.ok ? 'Saved' : 'Not saved: check the figures'
  } catch {
    if (status) status.textContent = 'Not saved: not connected'
  }
  void refresh()
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !('inline' in form.dataset)) return
  event.preventDefault()
  void submit(form)
})
document.addEventListener('change', (event) => {
  const form = event.target instanceof Element ? event.target.closest('form[data-auto]') : null
  if (form instanceof HTMLFormElement && form.reportValidity()) void submit(form)
})
