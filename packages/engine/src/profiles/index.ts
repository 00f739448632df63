export { attachKpiProfile, type AttachKpiProfileInput } from './attach-kpi-profile.ts';
export { deleteKpiProfile } from './delete-kpi-profile.ts';
export { type KpiProfileView, listKpiProfiles } from './list-kpi-profiles.ts';
export { type AdEntityView, listEntities, type ListEntitiesInput } from './list-entities.ts';
export { saveKpiProfile, type SaveKpiProfileInput } from './save-kpi-profile.ts';
