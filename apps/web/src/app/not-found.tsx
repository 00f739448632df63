import { NotFoundView } from '../feedback/not-found-view.tsx';

export default function NotFound() {
  return (
    <main>
      <NotFoundView />
    </main>
  );
}
