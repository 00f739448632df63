import { useTranslations } from 'next-intl';
import type { ChartData, ChartSeries } from './chart-data.ts';
import classes from './day-chart.module.css';

/** The same days and values as a table, in the space of the chart. */
export function ChartTable(props: {
  data: ChartData;
  series: ChartSeries[];
  label: string;
  height: number;
}) {
  const t = useTranslations('charts');
  return (
    <div
      className={classes.tableBox}
      style={{ height: props.height }}
      tabIndex={0}
      role="group"
      aria-label={props.label}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            {props.series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {props.data.days.map((day, index) => (
            <tr key={day.day}>
              <th scope="row">{day.title}</th>
              {props.series.map(({ key, values }) => (
                <td key={key}>{values[index]?.text}</td>
              ))}
              <td>{day.stateName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
