import {
  AppError,
  type KpiProfile,
  parseAmount,
  PROFILE_METRICS,
  type ProfileMetric,
} from '@commerce/core';

const OBJECTIVES: readonly KpiProfile['objective'][] = ['purchase', 'traffic', 'retargeting'];

type Stored = Pick<KpiProfile, 'key' | 'name' | 'objective' | 'targets'>;

/** @throws AppError `invalid_input` listing every field that cannot be taken */
export function parseProfile(given: {
  key: string;
  name: string;
  objective: string;
  targets: Readonly<Record<string, string>>;
}): Stored {
  const fields: { field: string; problem: string }[] = [];
  const name = given.name.trim();
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(given.key)) {
    fields.push({
      field: 'key',
      problem: 'needs 2 to 40 lower case letters, digits or underscores, a letter first',
    });
  }
  if (name.length < 1 || name.length > 80) {
    fields.push({ field: 'name', problem: 'needs 1 to 80 characters' });
  }
  const objective = OBJECTIVES.find((one) => one === given.objective);
  if (!objective) fields.push({ field: 'objective', problem: `must be ${OBJECTIVES.join(', ')}` });
  for (const [metric, target] of Object.entries(given.targets)) {
    const problem = problemOf(metric, target);
    if (problem) fields.push({ field: `targets.${metric.slice(0, 40)}`, problem });
  }
  if (fields.length > 0 || !objective) {
    const words = fields.map(({ field, problem }) => `${field} ${problem}`).join('; ');
    throw new AppError('invalid_input', `${words}. Nothing was stored`, { details: { fields } });
  }
  return { key: given.key, name, objective, targets: given.targets };
}

function problemOf(metric: string, target: string): string | null {
  if (!PROFILE_METRICS.includes(metric as ProfileMetric)) {
    return `is no metric with a target; known are ${PROFILE_METRICS.join(', ')}`;
  }
  try {
    return parseAmount(target) > 0n ? null : 'must be above 0';
  } catch {
    return 'must be a decimal with at most 4 decimals, like 2.5';
  }
}
