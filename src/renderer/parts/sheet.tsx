/** A dialog: for choices with consequences, and for what came of a paste. A full-height sheet in narrow windows. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';
import styles from './sheet.module.css';

export interface SheetProps {
  readonly title: string;
  readonly line?: ReactNode;
  /** 760 wide instead of 600. */
  readonly wide?: boolean;
  readonly closeWord: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the safe one first; at most three. */
  readonly footer?: ReactNode;
}

export function Sheet({ title, line, wide = false, closeWord, isOpen, onClose, children, footer }: SheetProps): ReactNode {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => (open ? undefined : onClose())} isDismissable className={styles['scrim'] ?? ''}>
      <Modal className={styles['modal'] ?? ''} data-wide={wide}>
        <Dialog className={styles['dialog'] ?? ''}>
          <header className={styles['head']}>
            <div>
              <Heading slot="title" level={2} className={styles['title'] ?? ''}>
                {title}
              </Heading>
              {line !== undefined && <p className={styles['line']}>{line}</p>}
            </div>
            <IconButton icon="close" label={closeWord} onPress={onClose} />
          </header>
          {/* Scrolls, so it must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={styles['body']} tabIndex={0} role="group" aria-label={title}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles['foot']}>{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
