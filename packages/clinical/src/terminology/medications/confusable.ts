/**
 * Look-alike names that must never be taken for one another by fuzzy matching (formulary §0.6.5 and the
 * pharmacist's review B4, C6). A text within two letters of two members of a group is left unrecognised.
 */
export const confusableGroups: readonly (readonly string[])[] = [
  ['nitroglycerin', 'nitrofurantoin', 'nitazoxanide', 'nitrous oxide'],
  ['nitrostat', 'macrobid'],
  ['flomax', 'flonase', 'fosamax', 'volmax'],
  ['imdur', 'imuran'],
  ['isordil', 'isuprel', 'isotretinoin'],
  ['sildenafil', 'silodosin'],
  ['tadalafil', 'tamsulosin'],
  ['bupropion', 'buspirone', 'buprenorphine'],
  ['wellbutrin', 'welchol'],
  ['zyban', 'zyrtec'],
  ['naltrexone', 'naloxone', 'methylnaltrexone'],
  ['metformin', 'metoprolol', 'metronidazole'],
  ['topamax', 'toprol'],
  ['hydralazine', 'hydroxyzine'],
  ['clonidine', 'clonazepam'],
  ['prednisone', 'primidone'],
  ['levitra', 'lexapro', 'levaquin'],
  ['propecia', 'propranolol'],
  ['norvasc', 'norco', 'norvir'],
  ['nardil', 'nadolol'],
  ['carbamazepine', 'carvedilol'],
  ['linzess', 'linezolid'],
  ['toradol', 'tramadol'],
  ['zyvox', 'zovirax'],
  ['adderall', 'inderal'],
  ['adipex', 'aciphex'],
  ['celexa', 'celebrex'],
  ['lamictal', 'lamisil'],
  ['oxybutynin', 'oxycontin'],
  ['oxcarbazepine', 'oxycodone'],
  ['terazosin', 'terbinafine'],
  ['cardura', 'coumadin', 'cordarone'],
  ['proscar', 'prozac'],
  ['avodart', 'avandia'],
  ['amitriptyline', 'amyl nitrite'],
  ['duloxetine', 'fluoxetine'],
  ['thiamine mononitrate', 'isosorbide mononitrate'],
  [
    'miconazole nitrate',
    'econazole nitrate',
    'butoconazole nitrate',
    'silver nitrate',
    'potassium nitrate',
    'amyl nitrite',
  ],
]

/** For each member, the names it must not be mistaken for. */
export const confusableWith: ReadonlyMap<string, readonly string[]> = (() => {
  const others = new Map<string, string[]>()
  for (const group of confusableGroups)
    for (const member of group)
      others.set(member, [...(others.get(member) ?? []), ...group.filter((name) => name !== member)])
  return others
})()
