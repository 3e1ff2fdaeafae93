/** What a clinician calls a reading, by its LOINC code. */
export const observationLabels: Record<string, string> = {
  '8302-2': 'Height',
  '29463-7': 'Weight',
  '85354-9': 'Blood pressure',
  '8867-4': 'Heart rate',
  '4548-4': 'A1c',
  '98979-8': 'eGFR',
  '2823-3': 'Potassium',
  '1963-8': 'Bicarbonate',
  '2857-1': 'PSA',
  '2160-0': 'Creatinine',
  '3016-3': 'TSH',
  '2986-8': 'Testosterone',
}
