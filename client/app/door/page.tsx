import type { Metadata } from 'next';
import { DoorApp } from '../../components/door/door-app.tsx';

export const metadata: Metadata = { title: 'Door', robots: { index: false } };

export default function DoorPage() {
  return <DoorApp />;
}
