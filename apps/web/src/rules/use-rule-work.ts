import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { request } from '../api/browser.ts';
import type { Answer, Problem } from '../api/problem.ts';
import type { BacktestReport, Rule, RuleState, RuleTemplate } from '../api/types.ts';
import { type ProblemWords, useWriteProblemWords } from '../feedback/problem-words.tsx';
import type { DayRange } from '../range/range.ts';
import type { Fault } from './parameter-input.ts';
import {
  COOLDOWN,
  DAILY_LIMIT,
  problemsByField,
  readForm,
  type RuleForm,
  type RuleSettings,
} from './rule-form.ts';

export type Work = 'try' | 'save' | 'enabled' | 'shadow';

/** What a person can do with a rule's form: try it on the past, save it, switch it on. One thing at a time. */
export function useRuleWork(props: {
  shopId: string;
  template: RuleTemplate;
  rule: Rule | null;
  range: DayRange;
}) {
  const { shopId, template, rule, range } = props;
  const t = useTranslations('rules');
  const words = useWriteProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState<Work | null>(null);
  const working = useRef(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<(ProblemWords & { isStale: boolean }) | null>(null);

  const refuse = (refused: Problem) => {
    const { errors: found, rest } = problemsByField(refused.fields, template);
    setErrors(found);
    const isShown = Object.keys(found).length > 0 && rest.length === 0;
    setProblem(isShown ? null : { ...words(refused), isStale: refused.code === 'conflict' });
  };

  const say = (faults: Record<string, Fault>) =>
    Object.fromEntries(
      Object.entries(faults).map(([field, fault]) => [
        field,
        t(`faults.${fault}`, limitsOf(field, template)),
      ]),
    );

  /** Runs one work on what the form says; nothing happens while another is under way or a field is wrong. */
  const run = async <T>(
    work: Work,
    form: RuleForm,
    send: (settings: RuleSettings) => Promise<Answer<T>>,
  ): Promise<T | null> => {
    if (working.current) return null;
    const read = readForm(form, template, rule === null);
    setErrors(read.ok ? {} : say(read.faults));
    setProblem(null);
    if (!read.ok) return null;
    working.current = true;
    setBusy(work);
    try {
      const answer = await send(read.settings);
      if (answer.ok) return answer.data;
      refuse(answer.problem);
      return null;
    } finally {
      working.current = false;
      setBusy(null);
    }
  };

  const tryOut = (form: RuleForm): Promise<BacktestReport | null> =>
    run('try', form, ({ name: _name, ...settings }) => {
      const tried = { template: template.key, ...settings };
      return request((client, how) =>
        client.rules.backtest(
          shopId,
          rule
            ? { rule: { rule_id: rule.id }, compare: tried, ...range }
            : { rule: tried, ...range },
          how,
        ),
      );
    });

  /** @returns whether the rule was made */
  const create = async (
    form: RuleForm,
    state: Exclude<RuleState, 'disabled'>,
  ): Promise<boolean> => {
    const made = await run(state, form, (settings) =>
      request((client, how) =>
        client.rules.create(shopId, { template: template.key, state, ...settings }, how),
      ),
    );
    if (!made) return false;
    notifications.show({ message: t(`changed.${state}`, { name: made.name }) });
    router.push(`/shops/${shopId}/rules`);
    router.refresh();
    return true;
  };

  const save = async (form: RuleForm) => {
    if (!rule) return;
    const saved = await run('save', form, (settings) =>
      request((client, how) =>
        client.rules.update(shopId, rule.id, { expect_version: rule.version, ...settings }, how),
      ),
    );
    if (!saved) return;
    notifications.show({ message: t('saved', { name: saved.name, version: saved.version }) });
    router.refresh();
  };

  return { busy, errors, problem, tryOut, create, save };
}

function limitsOf(field: string, template: RuleTemplate): { min: string; max: string } {
  if (field === 'cooldown_hours') return texts(COOLDOWN);
  if (field === 'daily_limit') return texts(DAILY_LIMIT);
  const spec = template.parameters.find(({ name }) => field === `parameters.${name}`);
  return { min: spec?.min ?? '', max: spec?.max ?? '' };
}

const texts = ({ min, max }: { min: number; max: number }) => ({
  min: String(min),
  max: String(max),
});
