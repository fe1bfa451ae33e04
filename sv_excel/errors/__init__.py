"""Why a call can't be carried out: one class for each reason that somebody tells apart.

What is wrong in people's files is no exception but a value: a `Finding`. An exception carries findings, too, so that a
person, a script and a button see it as any other.

The tree, by module (`base`, `tender`, `files`, `excel`):

    SvExcelError                        base: something that the person who gave the command can put right
    ├── WrongUseError                   base: the command itself was used wrongly (exit status 2)
    │   ├── NotAPackError               files: the folder is no pack
    │   ├── NotInCatalogueError         tender: an id that the catalogue does not have
    │   ├── NothingToReadError          files: nothing in a folder can be checked
    │   ├── NoSchedulerError            files: no Dask scheduler answers
    │   └── SchedulerMissingError       files: the library for a Dask scheduler is missing
    ├── YamlFileError                   tender: a YAML file can't be used
    │   ├── CatalogueError              tender: a file of the catalogue
    │   └── DefinitionError             tender: a definition
    ├── BankHolidaysUnknownError        tender: a year whose bank holidays are not known
    ├── DecisionError                   tender: a decision can't hold
    ├── FormulaIncompleteError          tender: a formula lacks a figure
    ├── OtherTenderError                tender: the pack is of another tender
    ├── PriceCriterionMissingError      tender: there is no price criterion
    ├── PublishedPartChangedError       tender: the published part was changed
    ├── BidListError                    files: a list of bids can't be read
    ├── BundleError                     files: the zip of a pack can't be read
    ├── DocumentTemplateError           files: a Word template can't be used
    ├── LibraryMissingError             files: an optional library is missing
    ├── NotWrittenError                 files: a file can't be written
    │   ├── DefinitionExistsError       files: there is a definition already
    │   ├── DiskFullError               files: there is no room
    │   ├── FileInUseError              files: the file can't be replaced
    │   ├── OpenElsewhereError          files: the file is open in a spreadsheet program
    │   ├── PackBusyError               files: another run is at work on the pack
    │   └── WouldReplaceError           files: files would be replaced without `--force`
    ├── PackFileError                   files: a file of a pack is missing or was changed
    ├── ResourceMissingError            files: a file of the program itself is missing
    ├── TemplateError                   files: a template for workbooks can't be used
    ├── TextTooLongError                files: a text does not fit into a cell
    ├── UnreadableWorkbook              files: a workbook is not read
    └── ExcelError                      excel: Excel or the add-in
        ├── AddinError                  excel: the add-in can't be installed, changed or removed
        ├── NoExcelError                excel: there is no Excel, or no workbook open in it
        ├── NoPackError                 excel: the workbook is in no pack
        └── OpenBookError               excel: a workbook that is open in Excel can't be worked on
"""
