export { type AuditItem, listAudit } from './list-audit.ts';
export { listTimeline, type TimelineItem } from './list-timeline.ts';
