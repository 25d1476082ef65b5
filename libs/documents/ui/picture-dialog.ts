import { afterNextRender, ChangeDetectionStrategy, Component, type ElementRef, inject, Injectable, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { T } from '#kernel/ui';
import { pictureSize } from '#documents/model';

interface Asked {
  readonly name: string;
  readonly content: Blob;
}
const WIDEST = 1600;
/** A picture with more pixels is for a program of its own. */
const MOST_PIXELS = 50_000_000;

/** Draws a picture anew, pixel by pixel: nothing of its file but what is seen reaches the page. */
@Component({
  selector: 'crm-picture',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ asked.name }}</h2>
    <mat-dialog-content>@if (failed()) { <p role="alert">{{ 'document.noPicture' | t }}</p> } <canvas #canvas role="img" [attr.aria-label]="asked.name" [hidden]="failed()"></canvas></mat-dialog-content>
    <mat-dialog-actions align="end"><button matButton="filled" mat-dialog-close>{{ 'ui.close' | t }}</button></mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { text-align: center; } canvas { max-width: 100%; max-height: 70vh; border-radius: 6px; background: #fff; }',
})
class Picture {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  protected readonly failed = signal(false);

  constructor() {
    afterNextRender(() => void this.draw().catch(() => this.failed.set(true)));
  }
  private async draw(): Promise<void> {
    const { width, height } = pictureSize(new Uint8Array(await this.asked.content.slice(0, 262_144).arrayBuffer())) ?? { width: 0, height: 0 };
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) return this.failed.set(true);
    const scale = Math.min(1, WIDEST / width);
    const picture = await createImageBitmap(this.asked.content, { resizeWidth: Math.max(1, Math.round(width * scale)), resizeQuality: 'high' });
    const { nativeElement } = this.canvas();
    Object.assign(nativeElement, { width: picture.width, height: picture.height });
    nativeElement.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
  }
}

/** Shows a picture that hangs on a record. */
@Injectable({ providedIn: 'root' })
export class PictureDialog {
  private readonly dialog = inject(MatDialog);
  open(name: string, content: Blob): void {
    this.dialog.open<Picture, Asked>(Picture, { data: { name, content }, maxWidth: '96vw' });
  }
}
