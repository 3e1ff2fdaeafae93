/** Two short soft tones. Made here, so that there is no sound file to load. */
let context: AudioContext | null = null

export function playChime(): void {
  context ??= new AudioContext()
  const start = context.currentTime
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const from = start + index * 0.14
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.08, from + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.32)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + 0.34)
  }
}
