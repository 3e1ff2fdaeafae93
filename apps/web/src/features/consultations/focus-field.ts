/** Puts the focus into a field of the review, wherever it lies: a fold that holds it opens first. */

/** A fold or a tab that has just opened draws its field in the frames after. */
const framesToWait = 4

export function focusField(id: string): void {
  const fold = document.querySelector<HTMLDetailsElement>(`details[data-holds~="${id}"]`)
  if (fold) fold.open = true
  let frames = framesToWait
  const look = () => {
    const field = document.getElementById(id)
    if (field) {
      field.focus()
      field.scrollIntoView({ block: 'nearest' })
    } else if (frames-- > 0) requestAnimationFrame(look)
  }
  look()
}
