/** A provider's own settings: `provider_preferences` of the plan. */
import { z } from 'zod'
import { QueueQuery } from './worklist.ts'

export const Preferences = z.object({
  version: z.int(),
  notificationSettings: z.object({
    sound: z.boolean().default(false),
    desktop: z.boolean().default(false),
    titleCount: z.boolean().default(true),
  }),
  dashboardLayout: z.object({
    density: z.enum(['comfortable', 'compact']).default('compact'),
    colorScheme: z.enum(['auto', 'light', 'dark']).default('auto'),
    keyHints: z.boolean().default(true),
  }),
  defaultFilters: QueueQuery.pick({
    view: true,
    category: true,
    priority: true,
    state: true,
    waiting: true,
  }).partial(),
})
export type Preferences = z.infer<typeof Preferences>
