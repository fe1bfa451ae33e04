Attribute VB_Name = "SvLaunch"
Option Explicit

' Starts one Python, the one that was pinned at installation, and waits for it.
' The command line holds the pinned path, fixed words, digits and hexadecimal digits: no text of a workbook.

Private Const TITLE As String = "Social Value"
Private Const DONE As Long = 0
Private Const UNTOLD As Long = 1
Private Const NEEDS_FOLDER As Long = 3
Private Const TOLD As Long = 4

Public Function SvSetting(ByVal key As String) As String
    ' Settings come from this add-in's own sheet and from nowhere else.
    Dim row As Long
    For row = 1 To 20
        If CStr(ThisWorkbook.Worksheets(1).Cells(row, 1).Value) = key Then
            SvSetting = CStr(ThisWorkbook.Worksheets(1).Cells(row, 2).Value)
            Exit Function
        End If
    Next row
End Function

Public Function SvHex(ByVal text As String) As String
    ' Four hexadecimal digits for each UTF-16 unit, so that any name passes any command line unharmed.
    Dim place As Long
    For place = 1 To Len(text)
        SvHex = SvHex & Right$("000" & Hex$(CLng(AscW(Mid$(text, place, 1))) And &HFFFF&), 4)
    Next place
End Function

Public Function SvSafePath(ByVal path As String) As Boolean
    ' A full path on a drive, without the two characters that a command line gives a meaning to.
    SvSafePath = Mid$(path, 2, 2) = ":\" And InStr(path, Chr$(34)) = 0 And InStr(path, "%") = 0
End Function

Public Function SvCommandLine(ByVal action As String, ByVal book As String, ByVal folder As String) As String
    SvCommandLine = Chr$(34) & SvSetting("INTERPRETER") & Chr$(34) & " -I -m sv_excel.addin " & action
    SvCommandLine = SvCommandLine & " --hwnd " & SvWindow()
    If Len(book) > 0 Then SvCommandLine = SvCommandLine & " --book " & SvHex(book)
    If Len(folder) > 0 Then SvCommandLine = SvCommandLine & " --pack " & SvHex(folder)
End Function

Public Sub SvRun(ByVal action As String)
    Dim book As String
    Dim folder As String
    Dim outcome As Long
    #If Mac Then
        MsgBox "On a Mac, use the command: sv-excel live", vbInformation, TITLE
        Exit Sub
    #End If
    If ActiveWorkbook Is Nothing Then
        ' Windows shows an Excel to other programs only once it has a workbook.
        MsgBox "sv-excel " & SvSetting("VERSION") & vbLf & SvSetting("INTERPRETER") & vbLf & vbLf & _
            "Open a workbook first; in Protected View press Enable Editing.", vbInformation, TITLE
        Exit Sub
    End If
    book = ActiveWorkbook.Name
    If SvCarriesCode(ActiveWorkbook) Then
        MsgBox "This workbook carries settings or code for an add-in, so it is not processed. " & _
            "Ask the procurement lead for a new copy.", vbCritical, TITLE
        Exit Sub
    End If
    If Not SvSafePath(SvSetting("INTERPRETER")) Then
        MsgBox "The add-in does not know its Python. Close Excel and run: sv-excel addin install", vbCritical, TITLE
        Exit Sub
    End If
    outcome = SvTry(action, book, "")
    If outcome = NEEDS_FOLDER Then
        folder = SvAskFolder()
        If Len(folder) = 0 Then Exit Sub
        outcome = SvTry(action, book, folder)
    End If
    If outcome = UNTOLD Then
        MsgBox "Python could not begin, or could not reach this workbook. Try again. If it stays so, run: " & _
            "sv-excel addin doctor. The log is %LOCALAPPDATA%\sv_excel\addin.log", vbCritical, TITLE
    ElseIf outcome <> DONE And outcome <> TOLD And outcome <> NEEDS_FOLDER Then
        MsgBox "Python could not do this (" & outcome & "). Run: sv-excel addin doctor", vbCritical, TITLE
    End If
    SvRefresh
End Sub

Private Function SvTry(ByVal action As String, ByVal book As String, ByVal folder As String) As Long
    On Error GoTo Refused
    SvTry = SvStart(SvCommandLine(action, book, folder))
    Exit Function
Refused:
    ' Windows would not start it: a policy, or the interpreter was moved.
    SvTry = Err.Number
End Function
