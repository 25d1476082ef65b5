import { Client } from '../workspace.mjs';
import { furnish } from '../faults/furnish.mjs';
import { Inhabited } from '../faults/inhabited.mjs';
import { Mailbox } from '../faults/mailbox.mjs';

/** A cluster as the people of the faults see it. */
export class ClusterWorld extends Inhabited {
  kind = 'cluster';
  constructor(cluster) {
    super();
    this.cluster = cluster;
    this.doors = [cluster.url];
  }
  get instances() {
    return this.cluster.instances;
  }
  get dataDir() {
    return this.cluster.dataDir;
  }
  get environment() {
    return this.cluster.environment();
  }

  async furnish() {
    this.mailbox = await new Mailbox().open();
    this.client = new Client(`${this.cluster.url}/api/v1`, 'root', this.cluster.setupToken);
    this.given = await furnish(this.client, this.mailbox.port);
    await this.refresh();
  }
  /** Asks a node that is there, once it has what the others have. */
  query(text, params) {
    const node = this.cluster.nodes.find(({ alive }) => alive);
    return node.query(text, params, 'rapport');
  }
}
