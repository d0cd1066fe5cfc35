/** The dual of a unit of time, as a period has it. */
const DUAL = /(يوم|شهر|أسبوع|سنت|عام|ساعت|دقيقت|ثانيت)ان/gu;

/** A period after a preposition: "two months" changes its ending there, and no other number does. */
export function genitive(period: string): string {
  return period.replace(DUAL, '$1ين');
}
