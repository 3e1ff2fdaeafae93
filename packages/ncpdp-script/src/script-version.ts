// The SCRIPT versions spoken here and how each names itself in the six attributes of Message.

/** SCRIPT versions this package reads and writes. 2017071 may be used until 2027-12-31 (45 CFR 170.205(b)). */
export const SCRIPT_VERSIONS = ['2017071', '2023011'] as const
export type ScriptVersion = (typeof SCRIPT_VERSIONS)[number]

/** The value each version writes in DatatypesVersion, TransportVersion, TransactionVersion, StructuresVersion, ECLVersion. */
export const WIRE_VERSIONS = { '2017071': '20170715', '2023011': '2023011' } as const satisfies Record<
  ScriptVersion,
  string
>

/**
 * Which version a Message attribute names. Senders write the version (2017071) or the date of its schema
 * (20170715); both are understood, anything else is undefined.
 */
export const versionNamed = (value: string): ScriptVersion | undefined =>
  SCRIPT_VERSIONS.find(
    (version) => value === version || value === WIRE_VERSIONS[version] || value === `${version}5`,
  )
