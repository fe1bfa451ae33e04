Attribute VB_Name = "SvShell"
Option Explicit

' All that needs a real Excel on Windows; the other modules are plain VBA.

Public Function SvStart(ByVal commandLine As String) As Long
    ' Runs one program without a window or a command interpreter, waits, and gives its exit status.
    SvStart = CreateObject("WScript.Shell").Run(commandLine, 0, True)
End Function

Public Function SvAskFolder() As String
    With Application.FileDialog(4)
        .Title = "The folder of the procurement (it has register.json in it)"
        If .Show = -1 Then SvAskFolder = .SelectedItems(1)
    End With
End Function

Public Function SvWindow() As String
    ' Tells this Excel from another one that is open beside it.
    SvWindow = CStr(Application.Hwnd)
End Function

Public Function SvHasProject(ByVal book As Object) As Boolean
    ' Macros of either kind: in a VBA project, or on a macro sheet as before 1995.
    SvHasProject = book.HasVBProject Or book.Excel4MacroSheets.Count > 0
End Function
