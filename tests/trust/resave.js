// Opens a workbook with exceljs and writes it whole again: node resave.js FROM TO
"use strict";

const path = require("node:path");
const ExcelJS = require(path.join(process.env.NODE_MODULES, "exceljs"));

async function main([from, to]) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(from);
  await book.xlsx.writeFile(to);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
