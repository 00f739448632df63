export { NotFoundView as default } from '../feedback/not-found-view.tsx';
