/** Body mass index classes (WHO), on a BMI of one decimal. */
export type BmiClass = 'underweight' | 'normal' | 'overweight' | 'obesity I' | 'obesity II' | 'obesity III'

export function bmiClass(bmi: number): BmiClass {
  if (bmi < 18.5) return 'underweight'
  if (bmi < 25) return 'normal'
  if (bmi < 30) return 'overweight'
  if (bmi < 35) return 'obesity I'
  if (bmi < 40) return 'obesity II'
  return 'obesity III'
}
