/**
 * Who may import whom (docs/architecture.md, "Dependency rules"). Every rule is an error, and an import of types
 * alone counts. What is not allowed here goes the other way: by event, or through a port.
 */

/** Every module may import these two. */
const EVERYBODY_MAY = ['identity', 'audit']

/** module → the modules whose index.ts it may import. */
const MODULE_EDGES = {
  adjustments: ['consultations', 'orders', 'prescriptions'],
  audit: [],
  'cds-hooks': ['protocols', 'recommendations'],
  'change-requests': ['consultations', 'orders', 'prescriptions'],
  claims: [],
  'controlled-signing': [],
  consultations: ['controlled-signing', 'orders', 'recommendations', 'patients', 'notifications', 'messages'],
  coverage: [],
  documents: ['patients'],
  identity: [],
  staff: [],
  intake: [
    'patients',
    'consultations',
    'documents',
    'orders',
    'invoices',
    'notifications',
    'pharmacies',
    'recommendations',
  ],
  invoices: ['notifications', 'patients'],
  messages: ['notifications', 'patients'],
  notifications: [],
  orders: ['prescriptions', 'invoices', 'pharmacies', 'patients'],
  patients: [],
  pharmacies: [],
  portal: [
    'consultations',
    'documents',
    'intake',
    'invoices',
    'messages',
    'notifications',
    'orders',
    'patients',
    'pharmacies',
    'prescriptions',
  ],
  preferences: [],
  prescriptions: ['pharmacies', 'patients', 'notifications'],
  protocols: [],
  recommendations: ['patients', 'protocols'],
  refills: [
    'consultations',
    'invoices',
    'notifications',
    'orders',
    'patients',
    'prescriptions',
    'recommendations',
  ],
  surveys: [],
  terminology: [],
  titrations: [
    'consultations',
    'notifications',
    'orders',
    'patients',
    'prescriptions',
    'recommendations',
    'refills',
  ],
}

/** Read-only views over everything: they may import any module's index.ts. */
const VIEWS = ['worklist', 'metrics']

const MODULES = 'apps/server/src/modules'
const TESTS =
  '[.]test[.]tsx?$|^apps/(server|web)/src/testing/|^packages/clinical/src/golden/|^e2e/|^bench/|^db/test-database/'
const anyOf = (names) => `(?:${names.join('|')})`

/** consultations → consultation; both names are taken for the pure file of a module. */
const singular = (noun) => noun.replace(/ies$/, 'y').replace(/s$/, '')
const NOUN_FILES = [...Object.keys(MODULE_EDGES), ...VIEWS].map(
  (noun) => `${noun}/(?:${noun}|${singular(noun)})`,
)

const moduleRules = Object.entries(MODULE_EDGES).map(([module, edges]) => {
  const allowed = [module, ...EVERYBODY_MAY, ...edges]
  return {
    name: `module-edge-${module}`,
    severity: 'error',
    comment: `${module} may import ${allowed.slice(1).join(', ')} and no other module`,
    from: { path: `^${MODULES}/${module}/` },
    to: { path: `^${MODULES}/[^/]+/`, pathNot: `^${MODULES}/${anyOf(allowed)}/` },
  }
})

const rules = [
  {
    name: 'no-cycle',
    comment: 'Two files that need each other are one, or share a third',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved',
    comment: 'An import must lead somewhere',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'module-is-listed',
    comment: 'A new module gets a row in MODULE_EDGES (or VIEWS) first',
    from: {
      path: `^${MODULES}/[^/]+/`,
      pathNot: `^${MODULES}/${anyOf([...Object.keys(MODULE_EDGES), ...VIEWS])}/`,
    },
    to: {},
  },
  {
    name: 'module-through-its-door',
    comment:
      "Another module is entered through its index.ts only; a module's tests may arrange through others' insides",
    from: { path: `^${MODULES}/([^/]+)/`, pathNot: TESTS },
    to: { path: `^${MODULES}/[^/]+/`, pathNot: `^${MODULES}/(?:$1/|[^/]+/index[.]ts$)` },
  },
  {
    name: 'noun-is-pure',
    comment: 'modules/<noun>/<noun>.ts holds types and transitions: no platform, no adapter, no database',
    from: { path: `^${MODULES}/${anyOf(NOUN_FILES)}[.]ts$` },
    to: { path: '^apps/server/src/(?:platform|adapters)/|(?:^|/)node_modules/(?:kysely|pg)/' },
  },
  {
    name: 'only-queries-reach-the-database',
    comment:
      "kysely and pg are imported by a module's queries.ts (or a *-query.ts beside it) and by platform",
    from: {
      path: '^apps/server/src/',
      pathNot: [
        `^apps/server/src/platform/`,
        '^apps/server/src/seed/',
        `^${MODULES}/[^/]+/[a-z-]*quer(?:y|ies)[.]ts$`,
        TESTS,
      ],
    },
    to: { path: '(?:^|/)node_modules/(?:kysely|pg|graphile-worker)/' },
  },
  {
    name: 'modules-see-ports-only',
    comment: 'A module speaks to the outside through adapters/*/port.ts; clients are chosen in deps.ts',
    from: { path: `^${MODULES}/`, pathNot: TESTS },
    to: { path: '^apps/server/src/adapters/', pathNot: '^apps/server/src/adapters/[^/]+/port[.]ts$' },
  },
  {
    name: 'only-deps-sees-clients',
    comment: 'Besides an adapter itself, deps.ts alone imports more of it than its port',
    from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/(?:deps|adapters/.+)[.]ts$', TESTS] },
    to: { path: '^apps/server/src/adapters/', pathNot: '^apps/server/src/adapters/[^/]+/port[.]ts$' },
  },
  {
    name: 'platform-and-adapters-know-no-module',
    comment: 'platform/ and adapters/ hold no domain word',
    from: { path: '^apps/server/src/(?:platform|adapters)/' },
    to: { path: '^apps/server/src/(?:modules|seed)/|^apps/server/src/(?:deps|app|main)[.]ts$' },
  },
  {
    name: 'platform-knows-no-adapter',
    comment: 'platform/ is below adapters/',
    from: { path: '^apps/server/src/platform/' },
    to: { path: '^apps/server/src/adapters/' },
  },
  {
    name: 'modules-know-no-composition',
    comment:
      'deps.ts, app.ts, main.ts and the seed import modules, never the other way (their types included)',
    from: { path: `^${MODULES}/`, pathNot: TESTS },
    to: { path: '^apps/server/src/(?:app|main)[.]ts$|^apps/server/src/seed/' },
  },
  {
    name: 'web-knows-contract-and-clinical',
    comment:
      'The web app shares the contract and the clinical engine with the server, and nothing else of ours',
    from: { path: '^apps/web/' },
    to: { path: '^(?:apps|packages|db|scripts)/', pathNot: '^apps/web/|^packages/(?:contract|clinical)/' },
  },
  {
    name: 'sandbox-stands-alone',
    comment: 'The outside world reads the wire with its own code, so that it rejects what a real one would',
    from: { path: '^apps/sandbox/', pathNot: TESTS },
    to: { path: '^(?:apps|packages|db)/', pathNot: '^apps/sandbox/' },
  },
  {
    name: 'server-knows-no-other-app',
    comment: 'Apps meet on the wire',
    from: { path: '^apps/server/', pathNot: TESTS },
    to: { path: '^apps/(?:web|sandbox)/' },
  },
  {
    name: 'packages-know-no-app',
    comment: 'packages/ are below apps/',
    from: { path: '^packages/' },
    to: { path: '^(?:apps|scripts)/' },
  },
  {
    name: 'clinical-is-alone',
    comment:
      'The clinical engine imports nothing of ours and no library: pure functions of facts and knowledge',
    from: { path: '^packages/clinical/src/', pathNot: [TESTS, '^packages/clinical/src/cli'] },
    to: { path: '^packages/|node_modules/', pathNot: '^packages/clinical/' },
  },
  {
    name: 'clinical-does-no-io',
    comment: 'No file, network, clock or process inside the engine; the command line is its only shell',
    from: { path: '^packages/clinical/src/', pathNot: [TESTS, '^packages/clinical/src/cli'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'contract-knows-zod-only',
    comment: 'HTTP and event schemas: zod and themselves',
    from: { path: '^packages/contract/src/', pathNot: TESTS },
    to: { path: '^(?:packages|apps)/|node_modules/', pathNot: '^packages/contract/|node_modules/zod/' },
  },
  {
    name: 'codecs-are-alone',
    comment: 'Wire codecs know their format, a parser library and themselves',
    from: { path: '^packages/(ncpdp-script|x12)/src/', pathNot: TESTS },
    to: { path: '^packages/', pathNot: '^packages/$1/' },
  },
  {
    name: 'no-test-in-production',
    comment: 'What runs for people imports nothing that is for tests',
    // Mutation runs the tests against changed code; nothing of it runs for people.
    from: { path: '^(?:apps|packages|db|scripts)/', pathNot: [TESTS, '^packages/[^/]+/mutation/'] },
    to: { path: TESTS },
  },
]

export default {
  forbidden: [...rules.map((rule) => ({ severity: 'error', ...rule })), ...moduleRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/[^/]+/dist/|(?:^|/)[.]countersign/' },
    // TypeScript 7 has no programming interface yet; swc reads the same syntax.
    parser: 'swc',
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
