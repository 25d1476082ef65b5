import { type FormLayout } from '#workbench/ui';
import { NewWarehouse, Warehouse, WarehouseChange } from '#stock/model';

export const WAREHOUSE_FORM: FormLayout<Warehouse> = {
  of: Warehouse, create: NewWarehouse, change: WarehouseChange, start: { active: true }, wide: ['address'],
  groups: [{ key: 'warehouse.group.main', fields: ['name', 'nameZh', 'address', 'active'] }],
}; // prettier-ignore
