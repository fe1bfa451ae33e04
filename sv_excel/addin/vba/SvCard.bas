Attribute VB_Name = "SvCard"
Option Explicit

' What the open workbook is, read from its card. Reading only.

Public Function SvKind() As String
    ' The kind that the card names; "none" without a card or a kind, "nothing" without a workbook.
    Dim sheet As Object
    Dim row As Long
    SvKind = "nothing"
    If ActiveWorkbook Is Nothing Then Exit Function
    SvKind = "none"
    For Each sheet In ActiveWorkbook.Worksheets
        If sheet.Name = SvSetting("CARD_SHEET") Then
            For row = 1 To 20
                If CStr(sheet.Cells(row, 1).Value) = SvSetting("CARD_KIND") Then
                    SvKind = CStr(sheet.Cells(row, 2).Value)
                    Exit Function
                End If
            Next row
        End If
    Next sheet
End Function

Public Function SvApplies(ByVal kinds As String, ByVal kind As String) As Boolean
    SvApplies = InStr(1, " " & kinds & " ", " " & kind & " ", vbBinaryCompare) > 0
End Function

Public Function SvCarriesCode(ByVal book As Object) As Boolean
    ' People's workbooks are data. One that carries settings or code for an add-in is refused.
    Dim sheet As Object
    Dim title As String
    SvCarriesCode = SvHasProject(book)
    For Each sheet In book.Worksheets
        title = LCase$(sheet.Name)
        If Right$(title, 5) = ".conf" Or Right$(title, 3) = ".py" Then SvCarriesCode = True
    Next sheet
End Function
