/** Every key of the workspace, for the sheet behind `?`. */
export type KeyGroup = { title: string; keys: readonly (readonly [keys: string, does: string])[] }

export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Queue',
    keys: [
      ['j', 'Next case'],
      ['k', 'Case before'],
      ['Enter', 'Open and take'],
      ['n', 'Take the next case by deadline'],
      ['/', 'Search'],
      ['s', 'Show new cases'],
    ],
  },
  {
    title: 'Decide',
    keys: [
      ['a', 'Approve and sign'],
      ['i', 'Ask the patient'],
      ['d', 'Deny'],
      ['x', 'Escalate to a live or in-person visit'],
      ['r', 'Release back to the queue'],
      ['z', 'Undo the last decision'],
    ],
  },
  {
    title: 'Refills',
    keys: [
      ['j', 'Next refill'],
      ['k', 'Refill before'],
      ['Enter', 'Open and take'],
      ['x', 'Sign it with the others, or not'],
      ['a', 'Sign all green refills chosen'],
      ['1 … 4', 'Choose an answer or a step; a sends it'],
    ],
  },
  {
    title: 'Review',
    keys: [
      ['t', 'Next treatment option'],
      ['e', 'Edit the dose'],
      ['o', 'Write the note'],
      ['m', 'Message'],
      ['p', 'Photos'],
      ['v', 'Vitals and labs over time'],
      ['.', 'Normal answers'],
      ['1 … 4', 'The tabs of the packet'],
      [';', 'Quick text, inside the note'],
      ['Escape', 'Leave a field, close, go back'],
    ],
  },
  {
    title: 'Orders',
    keys: [
      ['j', 'Next order'],
      ['k', 'Order before'],
      ['h', 'Hold it, or let it go on'],
      ['e', 'Change the dose'],
      ['m', 'Write to the patient'],
      ['Escape', 'Close it'],
    ],
  },
  {
    title: 'Anywhere',
    keys: [
      ['g q', 'Go to the queue'],
      ['g o', 'Go to orders'],
      ['g r', 'Go to refills'],
      ['g p', 'Go to preferences'],
      ['Ctrl K', 'Search or run a command'],
      ['?', 'This list'],
    ],
  },
]
