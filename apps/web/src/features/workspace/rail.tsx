/** Where one can go: a rail at the left, a bar at the bottom on a phone. It shows only what exists. */
import {
  IconAdjustments,
  IconChecklist,
  IconHelpCircle,
  IconInbox,
  IconLogout,
  IconPackage,
  IconPlugConnected,
  IconRefresh,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../ui/meters.tsx'
import { useOrderCounts } from '../orders/use-orders.ts'
import { useTaskCounts } from '../refills/use-task-counts.ts'
import { useMay, useMe, useSignOut } from '../session/use-me.ts'
import { useShift } from '../worklist/use-queue.ts'
import { show } from './overlays.ts'
import styles from './workspace.module.css'

export function initialsOf(name: string): string {
  const words = name
    .replace(/^(Dr\.?|Prof\.?)\s+/, '')
    .split(/[\s,]+/)
    .filter((word) => /^\p{L}/u.test(word))
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words[1]?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

function RailLink(props: {
  to:
    | '/queue'
    | '/orders'
    | '/refills'
    | '/preferences'
    | '/admin/staff'
    | '/admin/protocol'
    | '/admin/systems'
  icon: TablerIcon
  label: string
  count?: number
  what?: string
}) {
  const Icon = props.icon
  return (
    <Link to={props.to} className={styles.item} activeProps={{ 'data-on': '' }}>
      <span className={styles.itemIcon}>
        <Icon size={20} stroke={1.6} aria-hidden />
        {props.count !== undefined && props.count > 0 && (
          <em>
            {props.count > 999 ? '999+' : props.count}
            <span className="visually-hidden"> {props.what}</span>
          </em>
        )}
      </span>
      {props.label}
    </Link>
  )
}

export function Rail() {
  const me = useMe()
  const mayQueue = useMay('queue:read')
  const mayPrefer = useMay('preferences:write')
  const mayStaff = useMay('staff:manage')
  const mayReadProtocol = useMay('protocol:read')
  const mayProtocol = useMay('protocol:manage')
  const maySystems = useMay('cds-client:manage')
  const shift = useShift()
  const orders = useOrderCounts()
  const mayRefill = useMay('refill:read')
  const tasks = useTaskCounts()
  const signOut = useSignOut()
  const initials = initialsOf(me?.provider?.name ?? me?.user.name ?? '')
  return (
    <nav className={styles.rail} aria-label="Workspace">
      <img src="/mark.svg" alt="Countersign" width={28} height={28} className={styles.logo} />
      {mayQueue && (
        <RailLink to="/queue" icon={IconInbox} label="Queue" count={shift?.waiting} what="waiting" />
      )}
      <RailLink to="/orders" icon={IconPackage} label="Orders" count={orders?.trouble} what="in trouble" />
      {mayRefill && (
        <RailLink
          to="/refills"
          icon={IconRefresh}
          label="Refills"
          count={(tasks.requested ?? 0) + (tasks.questions ?? 0) + (tasks.titrations ?? 0)}
          what="to review"
        />
      )}
      {mayStaff && <RailLink to="/admin/staff" icon={IconUsers} label="Staff" />}
      {mayProtocol && <RailLink to="/admin/protocol" icon={IconChecklist} label="Protocol" />}
      {maySystems && <RailLink to="/admin/systems" icon={IconPlugConnected} label="Systems" />}
      <span className={styles.spread} />
      <button type="button" className={`${styles.item} ${styles.keysItem}`} onClick={() => show('keys')}>
        <span className={styles.itemIcon}>
          <IconHelpCircle size={20} stroke={1.6} aria-hidden />
        </span>
        Keys
      </button>
      <button type="button" className={styles.account} popoverTarget="account">
        <Avatar initials={initials} me size={28} />
        <span className={styles.accountWord}>Account</span>
        <span className="visually-hidden">{me?.user.name ?? 'you'}: account menu</span>
      </button>
      <div id="account" popover="auto" className={styles.accountMenu}>
        <p>
          <b>{me?.provider ? `${me.provider.name}, ${me.provider.credential}` : me?.user.name}</b>
          {me?.clinic.name}
        </p>
        {mayPrefer && (
          <Link to="/preferences" onClick={() => document.getElementById('account')?.hidePopover()}>
            <IconAdjustments size={16} stroke={1.6} aria-hidden />
            Preferences
          </Link>
        )}
        {mayReadProtocol && !mayProtocol && (
          <Link to="/admin/protocol" onClick={() => document.getElementById('account')?.hidePopover()}>
            <IconChecklist size={16} stroke={1.6} aria-hidden />
            Clinic protocol
          </Link>
        )}
        <button type="button" onClick={signOut}>
          <IconLogout size={16} stroke={1.6} aria-hidden />
          Sign out
        </button>
      </div>
    </nav>
  )
}
