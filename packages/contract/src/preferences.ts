/** A provider's own settings: `provider_preferences` of the plan, and the words they keep ready for notes. */
import { z } from 'zod'
import { Category, Id, Priority, StateCode } from './vocabulary.ts'
import { QueueSort, QueueView, WaitingBand } from './worklist.ts'

/** What somebody may want to be told of. */
export const NotifiedEvent = z.enum(['arrival', 'answered', 'overdue', 'message', 'pharmacy'])
export type NotifiedEvent = z.infer<typeof NotifiedEvent>

const Channels = z.object({ sound: z.boolean(), desktop: z.boolean() })
const channels = (sound: boolean, desktop: boolean) => Channels.default({ sound, desktop })
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const Preferences = z.object({
  version: z.int(),
  notificationSettings: z.object({
    /** The channel as a whole: off, nothing is heard. */
    sound: z.boolean().default(false),
    /** The channel as a whole: off, nothing is shown outside the page. */
    desktop: z.boolean().default(false),
    titleCount: z.boolean().default(true),
    /** What goes over which channel while that channel is on. */
    events: z
      .object({
        arrival: channels(true, true),
        answered: channels(true, true),
        overdue: channels(false, true),
        message: channels(false, false),
        /** A prescription of mine did not go through, or nothing is heard of it. */
        pharmacy: channels(true, true),
      })
      .prefault({}),
    /** Nothing is heard or shown between these times of day, on this provider's own clock. */
    quietHours: z
      .object({
        on: z.boolean().default(false),
        from: TimeOfDay.default('20:00'),
        to: TimeOfDay.default('08:00'),
      })
      .prefault({}),
  }),
  dashboardLayout: z.object({
    density: z.enum(['comfortable', 'compact']).default('compact'),
    colorScheme: z.enum(['auto', 'light', 'dark']).default('auto'),
    keyHints: z.boolean().default(true),
    /** Parts of the queue's screen that can be left out to give the list room. */
    filters: z.boolean().default(true),
    preview: z.boolean().default(true),
    shift: z.boolean().default(true),
  }),
  defaultFilters: z
    .object({
      view: QueueView,
      category: z.array(Category),
      priority: z.array(Priority),
      state: z.array(StateCode),
      waiting: z.array(WaitingBand),
      sort: QueueSort,
    })
    .partial(),
})
export type Preferences = z.infer<typeof Preferences>

/**
 * Words kept ready for notes. A template starts a note; a quick text is inserted by `;` and its shortcut.
 * `{findings}`, `{clear}`, `{plan}`, `{counselling}`, `{name}`, `{age}`, `{sex}`, `{drug}` and `{dose}` stand
 * for what the case says.
 */
const templateFields = {
  kind: z.enum(['template', 'quick_text']),
  name: z.string().trim().min(1, 'Give it a name').max(60),
  shortcut: z
    .string()
    .regex(/^[a-z0-9-]{1,20}$/, 'Small letters, digits and dashes')
    .nullable(),
  /** Null: for every category. */
  category: Category.nullable(),
  body: z.string().trim().min(1, 'Write the text').max(8000),
}
export const NoteTemplate = z.object({
  id: Id,
  /** Whose it is: everybody's in the clinic, or this provider's alone. */
  owner: z.enum(['clinic', 'mine']),
  ...templateFields,
})
export type NoteTemplate = z.infer<typeof NoteTemplate>
export const NoteTemplateList = z.object({ items: z.array(NoteTemplate) })
export const SaveNoteTemplate = z.object(templateFields)
export type SaveNoteTemplate = z.infer<typeof SaveNoteTemplate>
