import account from '@material-symbols/svg-400/outlined/account_circle.svg';
import add from '@material-symbols/svg-400/outlined/add.svg';
import approval from '@material-symbols/svg-400/outlined/approval.svg';
import arrowBack from '@material-symbols/svg-400/outlined/arrow_back.svg';
import arrowDown from '@material-symbols/svg-400/outlined/keyboard_arrow_down.svg';
import arrowUp from '@material-symbols/svg-400/outlined/keyboard_arrow_up.svg';
import bolt from '@material-symbols/svg-400/outlined/bolt.svg';
import chart from '@material-symbols/svg-400/outlined/bar_chart.svg';
import check from '@material-symbols/svg-400/outlined/check.svg';
import close from '@material-symbols/svg-400/outlined/close.svg';
import columns from '@material-symbols/svg-400/outlined/view_column.svg';
import competitors from '@material-symbols/svg-400/outlined/radar.svg';
import contract from '@material-symbols/svg-400/outlined/contract.svg';
import copy from '@material-symbols/svg-400/outlined/content_copy.svg';
import customers from '@material-symbols/svg-400/outlined/domain.svg';
import dark from '@material-symbols/svg-400/outlined/dark_mode.svg';
import deleted from '@material-symbols/svg-400/outlined/delete.svg';
import download from '@material-symbols/svg-400/outlined/download.svg';
import drag from '@material-symbols/svg-400/outlined/drag_indicator.svg';
import edit from '@material-symbols/svg-400/outlined/edit.svg';
import filter from '@material-symbols/svg-400/outlined/filter_list.svg';
import group from '@material-symbols/svg-400/outlined/group.svg';
import help from '@material-symbols/svg-400/outlined/help.svg';
import hide from '@material-symbols/svg-400/outlined/visibility_off.svg';
import health from '@material-symbols/svg-400/outlined/monitor_heart.svg';
import history from '@material-symbols/svg-400/outlined/history.svg';
import home from '@material-symbols/svg-400/outlined/home.svg';
import key from '@material-symbols/svg-400/outlined/key.svg';
import keyboard from '@material-symbols/svg-400/outlined/keyboard.svg';
import schedule from '@material-symbols/svg-400/outlined/schedule.svg';
import money from '@material-symbols/svg-400/outlined/payments.svg';
import event from '@material-symbols/svg-400/outlined/event.svg';
import kanban from '@material-symbols/svg-400/outlined/view_kanban.svg';
import language from '@material-symbols/svg-400/outlined/translate.svg';
import list from '@material-symbols/svg-400/outlined/list.svg';
import logout from '@material-symbols/svg-400/outlined/logout.svg';
import menu from '@material-symbols/svg-400/outlined/menu.svg';
import more from '@material-symbols/svg-400/outlined/more_horiz.svg';
import opportunities from '@material-symbols/svg-400/outlined/handshake.svg';
import person from '@material-symbols/svg-400/outlined/person.svg';
import products from '@material-symbols/svg-400/outlined/inventory_2.svg';
import quote from '@material-symbols/svg-400/outlined/request_quote.svg';
import restore from '@material-symbols/svg-400/outlined/restore_from_trash.svg';
import search from '@material-symbols/svg-400/outlined/search.svg';
import select from '@material-symbols/svg-400/outlined/select_check_box.svg';
import settings from '@material-symbols/svg-400/outlined/settings.svg';
import show from '@material-symbols/svg-400/outlined/visibility.svg';
import sum from '@material-symbols/svg-400/outlined/functions.svg';
import table from '@material-symbols/svg-400/outlined/table_rows.svg';
import teams from '@material-symbols/svg-400/outlined/account_tree.svg';
import upload from '@material-symbols/svg-400/outlined/upload.svg';
import visible from '@material-symbols/svg-400/outlined/visibility.svg';
import warehouse from '@material-symbols/svg-400/outlined/warehouse.svg';
import warning from '@material-symbols/svg-400/outlined/warning.svg';

/** The icons of the product, each an SVG that takes the colour of its text. */
export const ICONS = {
  account, add, approval, arrowBack, arrowDown, arrowUp, bolt, chart, check, close, columns, competitors, contract, copy, customers, dark, deleted, download, drag, edit, event, filter, group, health, help, hide, history, home,
  kanban, key, keyboard, language, list, logout, menu, money, more, opportunities, person, products, quote, restore, schedule, search, select, settings, show, sum, table, teams, upload, visible, warehouse, warning,
} as const; // prettier-ignore
export type IconName = keyof typeof ICONS;
