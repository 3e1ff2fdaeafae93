/**
 * A photo made fit to send, in the browser: at most 2000 px on its longer side, JPEG. Drawing it anew also
 * leaves behind what the camera wrote into the file (place, time, device).
 */
export const MAX_PHOTO_SIDE = 2000
const JPEG_QUALITY = 0.86

/** Width and height scaled down, never up, so that neither exceeds `max`. */
export function fitWithin(width: number, height: number, max: number): { width: number; height: number } {
  const scale = Math.min(1, max / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export class UnreadablePhoto extends Error {}

export async function preparePhoto(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (bitmap === null) throw new UnreadablePhoto()
  const size = fitWithin(bitmap.width, bitmap.height, MAX_PHOTO_SIDE)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const context = canvas.getContext('2d')
  if (context === null) throw new UnreadablePhoto()
  // A transparent picture would turn black in JPEG.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, size.width, size.height)
  context.drawImage(bitmap, 0, 0, size.width, size.height)
  bitmap.close()
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY))
  if (jpeg === null) throw new UnreadablePhoto()
  return jpeg
}
